//! The sessions of a journal in order of time.

use super::Session;
use crate::date::Date;
use std::iter::Flatten;
use std::slice::Iter;

/// Sessions in the order of their dates, then of their times, then as they are written. They may lie
/// in several lists, one behind the other: to join those of a large journal would take longer than
/// to look at all of them.
#[derive(Clone, Debug, Default)]
pub struct Sessions {
    parts: Vec<Vec<Session>>,
}

impl From<Vec<Session>> for Sessions {
    fn from(sessions: Vec<Session>) -> Sessions {
        Sessions {
            parts: vec![sessions],
        }
    }
}

impl Sessions {
    /// The sessions of lists that follow each other as they are written, and where they are not in
    /// order of time, those that `out_of_order` tells of them.
    pub fn of<T: Default>(
        parts: Vec<Vec<Session>>,
        out_of_order: impl Fn(&[Session]) -> T,
    ) -> (Sessions, T) {
        let sessions = Sessions { parts };
        let as_written = |session: &Session| (session.file, session.start);
        let time = |session: &Session| (session.date, session.time(), as_written(session));
        let in_order =
            |a: &&Session, b: &&Session| as_written(a) <= as_written(b) && time(a) <= time(b);
        if sessions.iter().is_sorted_by(in_order) {
            return (sessions, T::default());
        }
        let mut sessions = sessions.parts.concat();
        sessions.sort_by_key(as_written);
        let found = out_of_order(&sessions);
        sessions.sort_by_key(time);
        (sessions.into(), found)
    }

    /// All of them.
    pub fn iter(&self) -> Flatten<Iter<'_, Vec<Session>>> {
        self.parts.iter().flatten()
    }

    /// The lists that they lie in.
    pub fn parts(&self) -> &[Vec<Session>] {
        &self.parts
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.parts.iter().map(Vec::len).sum()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.parts.iter().all(Vec::is_empty)
    }

    /// The session of that number, counted from 0.
    pub fn get(&self, mut number: usize) -> Option<&Session> {
        for part in &self.parts {
            match part.get(number) {
                Some(session) => return Some(session),
                None => number -= part.len(),
            }
        }
        None
    }

    /// Those up to a day, that included.
    pub fn until(&self, day: Date) -> impl DoubleEndedIterator<Item = &Session> + Clone {
        self.numbered_until(day).map(|(_, session)| session)
    }

    /// Those from a day on, that included.
    pub fn since(&self, day: Date) -> impl DoubleEndedIterator<Item = &Session> + Clone {
        self.parts.iter().flat_map(move |part| {
            let start = part.partition_point(|session| session.date < day);
            part.get(start..).unwrap_or(&[])
        })
    }

    /// Those up to a day, that included, with their numbers.
    pub fn numbered_until(
        &self,
        day: Date,
    ) -> impl DoubleEndedIterator<Item = (usize, &Session)> + Clone {
        self.parts.iter().enumerate().flat_map(move |(nth, part)| {
            let before: usize = self.parts.iter().take(nth).map(Vec::len).sum();
            let end = part.partition_point(|session| session.date <= day);
            let part = part.get(..end).unwrap_or(&[]).iter();
            part.enumerate()
                .map(move |(n, session)| (before + n, session))
        })
    }
}

impl<'a> IntoIterator for &'a Sessions {
    type Item = &'a Session;
    type IntoIter = Flatten<Iter<'a, Vec<Session>>>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::FileId;

    fn session(day: u32, start: u32) -> Session {
        let date = Date::new(2026, 1, day).expect("a day");
        Session::new(date, FileId(0), start, [start, start], 0..0)
    }

    #[test]
    fn lists_are_read_as_one() {
        let days = |list: &[u32]| list.iter().map(|day| session(*day, *day)).collect();
        let (sessions, told) =
            Sessions::of(vec![days(&[1, 2]), days(&[]), days(&[5, 7])], <[_]>::len);
        assert_eq!((sessions.parts().len(), sessions.len(), told), (3, 4, 0));
        let fifth = Date::new(2026, 1, 5).expect("a day");
        let numbers: Vec<_> = sessions
            .numbered_until(fifth)
            .map(|(n, s)| (n, s.start))
            .collect();
        assert_eq!(numbers, [(0, 1), (1, 2), (2, 5)]);
        let since: Vec<_> = sessions
            .since(fifth)
            .rev()
            .map(|session| session.start)
            .collect();
        assert_eq!(since, [7, 5]);
        assert_eq!(sessions.get(3).map(|session| session.start), Some(7));
        assert!(sessions.get(4).is_none());
    }

    #[test]
    fn what_is_out_of_order_is_put_in_order_and_told() {
        let parts = vec![vec![session(2, 0)], vec![session(1, 9), session(1, 20)]];
        let (sessions, told) = Sessions::of(parts, <[_]>::len);
        let starts: Vec<_> = sessions.iter().map(|session| session.start).collect();
        assert_eq!((starts, told), (vec![9, 20, 0], 3));
    }
}
