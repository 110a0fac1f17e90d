//! The bytes of a file, and the text they are: where there are many, in memory of large pages.

use memmap2::MmapMut;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;
use yoke::Yoke;

/// So many bytes are worth memory of their own, which several threads can fill.
const WORTH_PAGES: usize = 4 << 20;

/// So many bytes are worth large pages. The system hands out memory page by page, of 4 KiB or, if asked
/// for it, 2 MiB: for 30 MB that is 7,400 times or 15, and each time costs more than to copy a small
/// page. But a virtual machine that gave its free memory back has to ask for each large page anew, for
/// some milliseconds; so a text gets 32 of them at most, and none where they gain little.
#[cfg(target_os = "linux")]
const WORTH_LARGE_PAGES: std::ops::Range<usize> = 16 << 20..64 << 20;

/// Bytes that may become a [`Text`] without being copied.
pub enum Content {
    /// In a list.
    List(Vec<u8>),
    /// In pages that belong to no file.
    Pages(MmapMut),
}

impl Content {
    /// So many zeros, to be written over; `None` where a list that grows is as good.
    pub fn large(length: usize) -> Option<Content> {
        if length < WORTH_PAGES {
            return None;
        }
        let pages = MmapMut::map_anon(length).ok()?;
        // Systems that do not have them use small ones.
        #[cfg(target_os = "linux")]
        if WORTH_LARGE_PAGES.contains(&length) {
            let _ = pages.advise(memmap2::Advice::HugePage);
        }
        Some(Content::Pages(pages))
    }

    /// The bytes, to be changed.
    pub fn bytes_mut(&mut self) -> &mut [u8] {
        match self {
            Content::List(list) => list,
            Content::Pages(pages) => pages,
        }
    }

    /// The bytes in a list.
    pub fn into_list(self) -> Vec<u8> {
        match self {
            Content::List(list) => list,
            Content::Pages(pages) => pages.to_vec(),
        }
    }

    /// The text; or, if they are not UTF-8, the bytes again.
    pub fn into_text(self) -> Result<Text, Vec<u8>> {
        match self {
            Content::List(list) => match String::from_utf8(list) {
                Ok(text) => Ok(text.into()),
                Err(error) => Err(error.into_bytes()),
            },
            Content::Pages(pages) => {
                let pages = Arc::new(pages);
                match Yoke::try_attach_to_cart(Arc::clone(&pages), |pages| str::from_utf8(pages)) {
                    Ok(text) => Ok(Text(Form::Pages(text))),
                    Err(_) => Err(pages.to_vec()),
                }
            }
        }
    }
}

impl From<Vec<u8>> for Content {
    fn from(list: Vec<u8>) -> Content {
        Content::List(list)
    }
}

impl Deref for Content {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Content::List(list) => list,
            Content::Pages(pages) => pages,
        }
    }
}

/// The text of a file, as a string slice to all who read it.
#[derive(Clone)]
pub struct Text(Form);

#[derive(Clone)]
enum Form {
    Owned(String),
    /// Known to be UTF-8, beside the memory that it is.
    Pages(Yoke<&'static str, Arc<MmapMut>>),
}

impl Default for Text {
    fn default() -> Text {
        Text(Form::Owned(String::new()))
    }
}

impl From<String> for Text {
    fn from(text: String) -> Text {
        Text(Form::Owned(text))
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Text {
        text.to_string().into()
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        match &self.0 {
            Form::Owned(text) => text,
            Form::Pages(text) => text.get(),
        }
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Text) -> bool {
        **self == **other
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn large(byte: u8) -> Content {
        let mut content = Content::large(WORTH_PAGES).expect("memory");
        content.bytes_mut().fill(b'a');
        if let Some(last) = content.bytes_mut().last_mut() {
            *last = byte;
        }
        content
    }

    #[test]
    fn large_texts_are_read_where_they_lie() {
        let content = large(b'b');
        let place = content.as_ptr();
        let text = content.into_text().expect("UTF-8");
        assert_eq!((text.as_ptr(), text.len()), (place, WORTH_PAGES));
        let other = text.clone();
        drop(text);
        assert!(other.ends_with("aab"));
        assert!(Content::large(WORTH_PAGES - 1).is_none());
    }

    #[test]
    fn bytes_that_are_not_text_come_back() {
        let bytes = large(0xFF).into_text().expect_err("not UTF-8");
        assert_eq!(bytes.len(), WORTH_PAGES);
        assert_eq!(bytes.last(), Some(&0xFF));
        assert_eq!(
            Content::from(vec![0xC3]).into_text().err(),
            Some(vec![0xC3])
        );
    }
}
