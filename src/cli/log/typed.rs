//! What somebody typed, read by itself with the directives of the journal.

use super::names::Names;
use super::{Failure, Request, meant};
use crate::cli::{Env, Global};
use crate::finding::{Finding, Severity};
use crate::insert::{self, Line};
use crate::model::{Journal, lower};
use crate::render::Index;
use crate::render::pretty::Pretty;
use crate::syntax::ast::{Attribute, AttributeKind, BlockKind, Dated, Tree};
use crate::syntax::{directives, parse};
use crate::text::{FileId, Source, Sources, Span};

/// The entries as they are read by themselves.
pub struct Read {
    text: String,
    tree: Tree,
    /// The parts of the header.
    pub header: Vec<Attribute>,
    /// The session is planned.
    pub ahead: bool,
    /// What each entry says.
    pub meant: Vec<String>,
}

/// Reads the entries with the directives of the journal. What is wrong with them is shown, and
/// then there is nothing.
pub fn read(
    request: &Request,
    entries: &[String],
    journal: &Journal,
    global: &Global,
    env: &mut Env,
) -> Result<Option<Read>, Failure> {
    let first = match request.header {
        "" => request.date.to_string(),
        header => format!("{} {header}", request.date),
    };
    let text = format!("{first}\n");
    let tree = parse(&text, FileId(0));
    let before = first.len() - request.header.len();
    if !tree.errors.is_empty() {
        let parts = [(before as u32, 0)];
        complain(
            "<session>",
            request.header,
            &parts,
            tree.errors,
            global,
            env,
        );
        return Ok(None);
    }
    let header = dated(&tree).filter(|dated| dated.event.is_none());
    let Some(header) = header else {
        let first = request.header.split_whitespace().next().unwrap_or("");
        let reason = match super::is_event(&first.to_lowercase()) {
            true => "an event",
            false => "none of it",
        };
        env.complain(&format!(
            "`--session` takes what the header of a session says, such as '18:30 35min' or \
             '#home \"a note\"'; `{}` is {reason}",
            request.header
        ));
        return Ok(None);
    };
    let parts = header.attributes.of(&tree.attributes);
    let weekday = request.date.weekday();
    let wrong = parts
        .iter()
        .find(|part| matches!(part.kind, AttributeKind::Weekday(written) if written != weekday));
    if let Some(wrong) = wrong {
        env.complain(&format!(
            "`{}` is not the weekday of {}, which is a {}; nothing was written",
            wrong.span.of(&text),
            request.date.words(),
            weekday.name()
        ));
        return Ok(None);
    }
    let header = parts.iter().map(|part| {
        let mut part = *part;
        let back = |span: &mut Span| {
            *span = Span::new(span.start - before as u32, span.end - before as u32)
        };
        back(&mut part.span);
        if let AttributeKind::Note(span) | AttributeKind::Tag(span) | AttributeKind::Allow(span) =
            &mut part.kind
        {
            back(span);
        }
        part
    });
    let header: Vec<_> = header.collect();
    let (mut text, mut shown, mut starts) = (text, String::new(), Vec::new());
    for entry in entries {
        text.push_str("  ");
        starts.push((text.len() as u32, shown.len() as u32));
        for out in [&mut text, &mut shown] {
            out.push_str(entry);
            out.push('\n');
        }
    }
    let mut context = String::new();
    for source in &journal.sources.files {
        for block in directives(&source.text, FileId(0)).blocks {
            if matches!(block.kind, BlockKind::Directive(_)) {
                context.push_str(block.span.of(&source.text));
                context.push('\n');
            }
        }
    }
    let source = |text: &str| Source {
        text: text.into(),
        ..Source::default()
    };
    let sources = Sources {
        files: vec![source(&text), source(&context)],
    };
    let (alone, findings) = lower::read(sources);
    let errors = findings
        .into_iter()
        .filter(|finding| finding.severity == Severity::Error && finding.place.file == FileId(0));
    let errors: Vec<Finding> = errors.collect();
    if !errors.is_empty() {
        complain("<entry>", &shown, &starts, errors, global, env);
        return Ok(None);
    }
    let tree = parse(&text, FileId(0));
    let ahead = header
        .iter()
        .any(|part| part.kind == AttributeKind::Planned);
    let sessions = alone
        .sessions
        .iter()
        .flat_map(|session| alone.entries_of(session));
    let meant = sessions.map(|entry| meant::entry(&alone, &entry)).collect();
    Ok(Some(Read {
        text,
        tree,
        header,
        ahead,
        meant,
    }))
}

fn dated(tree: &Tree) -> Option<&Dated> {
    match tree.blocks.first().map(|block| &block.kind) {
        Some(BlockKind::Dated(dated)) => Some(dated),
        _ => None,
    }
}

impl Read {
    /// The parts of each line.
    pub fn lines(&self, names: &Names) -> Vec<Line> {
        let text = &self.text;
        let mut at = text.find('\n').map_or(text.len(), |end| end + 1);
        let mut lines = Vec::new();
        for line in text.get(at..).unwrap_or("").split_inclusive('\n') {
            let end = at + line.len();
            let inside = |start: u32| (at..end).contains(&(start as usize));
            let entry = self
                .tree
                .entries
                .iter()
                .find(|entry| inside(entry.span.start));
            let parts = entry.and_then(|entry| Some((entry, insert::parts(text, entry)?)));
            lines.push(match parts {
                Some((entry, (head, gap, start))) => {
                    let whole = Span::new(start, end as u32).of(text).trim_end();
                    let split = insert::attributes_start(&self.tree, entry);
                    let split = split.map_or(whole.len(), |split| (split - start) as usize);
                    let (result, rest) = whole.split_at_checked(split).unwrap_or((whole, ""));
                    let plus = if entry.superset { "+ " } else { "" };
                    Line {
                        key: names.exercise(entry.name.of(text)),
                        head: format!("{plus}{head}"),
                        colon: gap.contains(':') && needs_colon(head, whole),
                        result: result.trim_end().trim_end_matches(',').to_string(),
                        rest: rest.to_string(),
                    }
                }
                None => Line {
                    key: String::new(),
                    head: line.trim().to_string(),
                    colon: false,
                    result: String::new(),
                    rest: String::new(),
                },
            });
            at = end;
        }
        lines
    }
}

/// Whether a name is read as another without the colon behind it.
fn needs_colon(head: &str, result: &str) -> bool {
    let with = format!("2000-01-01\n  {head}: {result}\n");
    let without = format!("2000-01-01\n  {head} {result}\n");
    let name = |text: &str| {
        let tree = parse(text, FileId(0));
        let entry = tree.entries.first().filter(|_| tree.errors.is_empty());
        entry.map(|entry| (entry.name.of(text).to_string(), entry.sets))
    };
    name(&with) != name(&without)
}

/// Shows errors on the text that was typed. `starts` are the bytes at which its lines begin where
/// they were read, and where they begin in it.
fn complain(
    name: &str,
    shown: &str,
    starts: &[(u32, u32)],
    errors: Vec<Finding>,
    global: &Global,
    env: &mut Env,
) {
    let most = shown.len() as u32;
    let back = |at: u32| {
        let line = starts
            .iter()
            .rev()
            .find(|(read, _)| *read <= at)
            .or(starts.first());
        let (read, own) = line.copied().unwrap_or((0, 0));
        (own + at.saturating_sub(read)).min(most)
    };
    let span = |span: &mut Span| *span = Span::new(back(span.start), back(span.end));
    let sources = Sources {
        files: vec![Source {
            name: name.to_string(),
            text: shown.into(),
            ..Source::default()
        }],
    };
    let index = Index::new(&sources);
    let mut pretty = Pretty::new(env.styles(global), env.width());
    env.print(1, |out| {
        for mut error in errors {
            span(&mut error.place.span);
            error.related.retain(|label| label.place.file == FileId(0));
            error
                .related
                .iter_mut()
                .for_each(|label| span(&mut label.place.span));
            error.readable();
            pretty.write(out, &index, &error)?;
        }
        Ok(())
    });
    env.complain("nothing was written");
}
