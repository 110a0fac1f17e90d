//! What is added up over the sets of an entry while they are read.

use crate::model::About;
use crate::syntax::ast;

/// What the working sets of an entry come to.
pub(super) struct Sum {
    pub about: About,
    working: usize,
    /// See [`Statement::least`](crate::model::Statement::least).
    pub least: u32,
    pub most: u32,
}

impl Default for Sum {
    fn default() -> Sum {
        Sum {
            about: About::default(),
            working: 0,
            least: u32::MAX,
            most: 0,
        }
    }
}

impl Sum {
    /// Adds a working set.
    #[inline]
    pub fn add(&mut self, set: &ast::Set) {
        let number = set.amount.number();
        self.about.add(set.amount, set.side);
        self.working += usize::from(set.count);
        self.least = self.least.min(number);
        self.most = self.most.max(number);
    }

    /// How many sets that is, as [`Statement::working`](crate::model::Statement::working) has it.
    pub fn working(&self) -> u16 {
        u16::try_from(self.working).unwrap_or(u16::MAX)
    }

    /// The sum of sets some of which are warm-ups.
    pub fn sifted(sets: &[ast::Set]) -> Sum {
        let mut sum = Sum::default();
        for set in sets {
            if set.warmup {
                sum.about.add_warmup(set.amount);
            } else {
                sum.add(set);
            }
        }
        sum
    }
}
