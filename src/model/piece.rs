//! The first step of lowering: chunk after chunk of text becomes sessions, entries and sets with
//! the names that are written, each distinct one once. What needs the whole journal comes after.
//! Here stand blocks and sessions; events, entries and details have a file each.

mod entry;
mod event;
mod extra;
mod guesses;
mod sum;

use self::extra::PlainExtra;
use self::guesses::Guesses;
use super::arena::Arena;
use super::cut::Chunk;
use super::{Event, Extra, Occurrence, Session, Set, Statement};
use crate::date::{Date, Weekday};
use crate::finding::Finding;
use crate::syntax::Recall;
use crate::syntax::ast::{Attribute, AttributeKind, BlockKind, Dated, Tree};
use crate::text::{FileId, Place, Sources, Span};
pub use entry::{Name, RawLoad};
pub use event::{Unsure, spans};
use rustc_hash::{FxHashMap, FxHashSet};

/// About how much text a session and an entry take at least: memory that is asked for and not
/// used costs less than a list that has to move while it grows.
const BYTES_A_SESSION: usize = 120;
const BYTES_AN_ENTRY: usize = 30;

/// What one thread has read.
#[derive(Default)]
pub struct Piece<'t> {
    /// In written order.
    pub sessions: Vec<Session>,
    /// Their entries.
    pub entries: Vec<Occurrence>,
    /// As [`Journal::files`](super::Journal::files), of this piece.
    pub files: Vec<(u32, FileId)>,
    /// What they say: exercises are indices into `names`, levels into `levels`.
    pub statements: Vec<Statement>,
    /// Their sets: loads are indices into `loads`, cues into `cues`; 0 is none in both.
    pub sets: Vec<Set>,
    /// The distinct loads.
    pub loads: Vec<RawLoad>,
    /// The distinct cues.
    pub cues: Vec<&'t str>,
    /// The distinct names of exercises.
    pub names: Vec<Name<'t>>,
    /// The distinct pairs of a name (an index) and the text in its brackets.
    pub levels: Vec<(u32, &'t str)>,
    /// As in the journal, 0 is none.
    pub extras: Vec<Extra>,
    /// In written order.
    pub events: Vec<Event>,
    /// Blocks that begin with a word that only an `activity` directive can explain, or events
    /// with entries below them.
    pub unsure: Vec<Unsure<'t>>,
    /// Directives, with the arenas of their tree.
    pub directives: Vec<Directives<'t>>,
    /// Errors, those of the syntax included.
    pub findings: Vec<Finding>,
    /// Weekdays that do not fit their dates.
    pub weekdays: Vec<(Place, Weekday, Date)>,
    /// The dates of sessions without entries and notes.
    pub empty_sessions: Vec<Place>,
    /// The distinct pairs of a name and a cue (indices), and where they stand first.
    pub cue_uses: Vec<(u32, u16, Place)>,
    /// Some entry has working sets of one side only.
    pub one_sided: bool,
    /// Some entry is a test.
    pub tests: bool,
    /// How many loads are without a unit, and the first of them.
    pub unitless: (u32, Option<Place>),

    part: usize,
    recall: Recall<'t>,
    /// For each line that is remembered what it says (an index into the statements of the piece),
    /// and how many loads without a unit are in it.
    firsts: Vec<(u32, u32)>,
    names_seen: FxHashMap<&'t str, u32>,
    name_guesses: Guesses,
    levels_seen: FxHashMap<(u32, &'t str), u16>,
    loads_seen: FxHashMap<RawLoad, u32>,
    load_guesses: Guesses,
    cues_seen: FxHashMap<&'t str, u16>,
    cue_uses_seen: FxHashSet<(u32, u16)>,
    plain_extras: FxHashMap<PlainExtra<'t>, u32>,
}

/// The directives of a chunk.
pub struct Directives<'t> {
    /// The file.
    pub file: FileId,
    /// The text of the file.
    pub text: &'t str,
    /// The directives and the arenas that belong to them; nothing else of the tree.
    pub tree: Tree,
}

impl Directives<'_> {
    /// The place of a span of the tree.
    pub fn place(&self, span: Span) -> Place {
        let file = self.file;
        Place { file, span }
    }
}

/// A chunk that is being lowered.
struct Reader<'a, 't> {
    tree: &'a Tree,
    text: &'t str,
    file: FileId,
}

impl<'t> Reader<'_, 't> {
    fn text(&self, span: Span) -> &'t str {
        span.of(self.text)
    }

    fn place(&self, span: Span) -> Place {
        let file = self.file;
        Place { file, span }
    }

    /// A word that may be missing, in lower case.
    fn word(&self, span: Span) -> Option<String> {
        (!span.is_empty()).then(|| self.text(span).to_lowercase())
    }
}

impl<'t> Piece<'t> {
    /// An empty piece for so many bytes of text; entries and sets will be that part of the
    /// journal's arenas.
    pub fn new(part: usize, bytes: usize) -> Piece<'t> {
        Piece {
            part,
            sessions: Vec::with_capacity(bytes / BYTES_A_SESSION),
            entries: Vec::with_capacity(bytes / BYTES_AN_ENTRY),
            recall: Recall::new(bytes),
            extras: vec![Extra::default()],
            cues: vec![""],
            ..Piece::default()
        }
    }

    /// Parses and lowers a chunk. Its tree lives no longer than this; the memory of it is that of
    /// `tree`, for the next chunk.
    pub fn read(&mut self, sources: &'t Sources, chunk: &Chunk, tree: &mut Tree) {
        let Some(source) = sources.file(chunk.file) else {
            return;
        };
        let part = source.text.get(chunk.bytes.clone()).unwrap_or("");
        let base = u32::try_from(chunk.bytes.start).unwrap_or(u32::MAX);
        let memory = std::mem::take(tree);
        *tree = crate::syntax::parse_at(part, base, chunk.file, &mut self.recall, memory);
        let errors = std::mem::take(&mut tree.errors);
        let reader = Reader {
            tree,
            text: &source.text,
            file: chunk.file,
        };
        if self
            .files
            .last()
            .is_none_or(|&(_, last)| last != chunk.file)
        {
            let base = Arena::<Occurrence>::base(self.part);
            let next = base.saturating_add(self.entries.len() as u32);
            self.files.push((next, chunk.file));
        }
        let mut directives = false;
        for (at, block) in tree.blocks.iter().enumerate() {
            match &block.kind {
                BlockKind::Dated(dated) => {
                    let empty = self.empty_sessions.len();
                    self.dated(&reader, dated);
                    let below = tree.blocks.get(at + 1).filter(|next| {
                        matches!(next.kind, BlockKind::Unread) && has_error(&errors, next.span)
                    });
                    if self.empty_sessions.len() > empty
                        && (below.is_some() || has_error(&errors, block.span))
                    {
                        // Something stands below that could not be read; that is told already.
                        self.empty_sessions.truncate(empty);
                    }
                }
                BlockKind::Directive(_) => directives = true,
                BlockKind::Trivia | BlockKind::Heading | BlockKind::Unread => {}
            }
        }
        self.findings.extend(errors);
        if directives {
            tree.blocks
                .retain(|block| matches!(block.kind, BlockKind::Directive(_)));
            if tree.properties.is_empty() {
                tree.loads.clear();
            }
            self.directives.push(Directives {
                file: chunk.file,
                text: &source.text,
                tree: Tree {
                    blocks: std::mem::take(&mut tree.blocks),
                    loads: std::mem::take(&mut tree.loads),
                    properties: std::mem::take(&mut tree.properties),
                    words: std::mem::take(&mut tree.words),
                    ..Tree::default()
                },
            });
        }
    }

    fn dated(&mut self, reader: &Reader<'_, 't>, dated: &Dated) {
        let entries = dated.entries.of(&reader.tree.entries);
        let Some(date) = dated.first else {
            // Checked, but no session refers to them.
            self.entries(reader, entries);
            self.undated_event(reader, dated, entries);
            return;
        };
        let header = dated.attributes.of(&reader.tree.attributes);
        for attribute in header {
            if let AttributeKind::Weekday(written) = attribute.kind
                && written != date.weekday()
            {
                let at = reader.place(attribute.span);
                self.weekdays.push((at, written, date));
            }
        }
        if dated.event.is_none() && dated.last.is_none() {
            self.session(reader, dated, date, header);
            return;
        }
        self.not_a_session(reader, dated, date, header, entries);
    }

    fn session(
        &mut self,
        reader: &Reader<'_, 't>,
        dated: &Dated,
        date: Date,
        header: &[Attribute],
    ) {
        let notes = dated.notes.of(&reader.tree.notes);
        let (mut time, mut duration, mut planned) = (None, None, false);
        let mut details = !notes.is_empty();
        for attribute in header {
            match attribute.kind {
                AttributeKind::Weekday(_) => {}
                AttributeKind::Time(minutes) => time = Some(minutes),
                AttributeKind::Duration(milliseconds) => duration = Some(milliseconds),
                AttributeKind::Planned => planned = true,
                _ => details = true,
            }
        }
        let extra = if details {
            self.extra(reader, header, notes)
        } else {
            0
        };
        let entries = dated.entries.of(&reader.tree.entries);
        if entries.is_empty()
            && notes.is_empty()
            && !planned
            && !header
                .iter()
                .any(|attribute| matches!(attribute.kind, AttributeKind::Note(_)))
        {
            self.empty_sessions.push(reader.place(dated.date_span));
        }
        let entries = self.entries(reader, entries);
        let Span { start, end } = dated.header;
        let ends = [dated.date_span.end, end];
        let session = Session::new(date, reader.file, start, ends, entries).at(time, duration);
        self.sessions.push(Session {
            planned,
            extra,
            ..session
        });
    }
}

/// Whether one of the errors, which are in file order, lies in the span.
fn has_error(errors: &[Finding], span: Span) -> bool {
    let next = errors.partition_point(|error| error.place.span.start < span.start);
    let next = errors.get(next).map(|error| error.place.span.start);
    next.is_some_and(|start| start < span.end)
}
