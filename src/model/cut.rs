//! Cutting large files into chunks that can be read apart: in front of lines that begin with a
//! date, because such a line begins a block whatever stands above it.

use crate::date::Date;
use crate::text::{FileId, Sources};
use crate::threads;
use std::ops::Range;

/// A piece of a file: the bytes from a block's start to the next chunk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chunk {
    /// The file.
    pub file: FileId,
    /// Its bytes.
    pub bytes: Range<usize>,
}

/// How finely a journal is cut, and on how many threads it is read.
#[derive(Clone, Copy, Debug)]
pub struct Cutting {
    /// The bytes of a chunk, at least: few enough that its tree stays in the cache.
    pub chunk: usize,
    /// The bytes that are worth a thread of their own.
    pub share: usize,
    /// The most threads; `None` for as many as there are processors.
    pub threads: Option<usize>,
}

impl Default for Cutting {
    fn default() -> Self {
        Cutting {
            chunk: 16 << 10,
            share: 1 << 20,
            threads: None,
        }
    }
}

/// All files in chunks, in order.
pub fn chunks(sources: &Sources, size: usize) -> Vec<Chunk> {
    let mut chunks = Vec::new();
    for (index, source) in sources.files.iter().enumerate() {
        let Ok(file) = u16::try_from(index).map(FileId) else {
            break;
        };
        if source.utf16 {
            continue;
        }
        let bytes = source.text.as_bytes();
        let mut start = 0usize;
        let next = |start: usize| match start.saturating_add(size) {
            from if from >= bytes.len() => None,
            from => next_block(bytes, from),
        };
        while let Some(end) = next(start) {
            chunks.push(Chunk {
                file,
                bytes: start..end,
            });
            start = end;
        }
        chunks.push(Chunk {
            file,
            bytes: start..bytes.len(),
        });
    }
    chunks
}

/// The start of the first line after `from` that begins with a date.
fn next_block(bytes: &[u8], from: usize) -> Option<usize> {
    memchr::memchr_iter(b'\n', bytes.get(from..)?)
        .map(|newline| from + newline + 1)
        .find(|&start| begins_with_date(bytes.get(start..).unwrap_or(&[])))
}

fn begins_with_date(line: &[u8]) -> bool {
    let ends = matches!(line.get(10), None | Some(b' ' | b'\t' | b'\r' | b'\n'));
    ends && line
        .get(..10)
        .and_then(|date| std::str::from_utf8(date).ok())
        .is_some_and(|date| Date::parse_iso(date).is_some())
}

/// The chunks in contiguous groups of about equal size, one for each thread that is worth it.
pub fn shares(chunks: &[Chunk], cutting: Cutting) -> Vec<&[Chunk]> {
    let size = |chunks: &[Chunk]| chunks.iter().map(|chunk| chunk.bytes.len()).sum::<usize>();
    let total = size(chunks);
    let groups = match cutting.threads {
        Some(threads) => (total / cutting.share.max(1)).min(threads),
        None => threads::count(total, cutting.share),
    };
    let groups = groups.clamp(1, super::arena::MAX_PARTS);
    let mut shares = Vec::with_capacity(groups);
    let (mut start, mut seen) = (0, 0);
    for (index, chunk) in chunks.iter().enumerate() {
        seen += chunk.bytes.len();
        let full = seen >= (shares.len() + 1) * (total / groups);
        if full && shares.len() + 1 < groups {
            shares.extend(chunks.get(start..=index));
            start = index + 1;
        }
    }
    shares.extend(chunks.get(start..));
    shares
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_tile_the_file_and_begin_with_dates() {
        let text = "unit kg\n2026-01-01\n  Squat 5\n2026-02-30\n2026-01-03 run\n2026-01-04x\n";
        let sources = Sources::single("j", text);
        for size in 1..80 {
            let chunks = chunks(&sources, size);
            let joined: String = chunks.iter().map(|c| &text[c.bytes.clone()]).collect();
            assert_eq!(joined, text);
            for chunk in chunks.iter().skip(1) {
                let start = &text[chunk.bytes.clone()];
                assert!(start.starts_with("2026-01-01\n") || start.starts_with("2026-01-03 "));
            }
            for threads in 1..5 {
                let cutting = Cutting {
                    chunk: size,
                    share: 10,
                    threads: Some(threads),
                };
                let shares = shares(&chunks, cutting);
                assert!(shares.len() <= threads);
                assert_eq!(shares.concat(), chunks);
            }
        }
    }
}
