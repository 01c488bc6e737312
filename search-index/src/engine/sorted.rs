//! A map for few entries, in a sorted vector. The standard library's maps are faster with many, but each kind of them
//! costs readers kilobytes of code, and the engine never holds more than some hundred entries.

#[derive(Debug)]
pub(super) struct Sorted<K, V>(Vec<(K, V)>);

impl<K, V> Default for Sorted<K, V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<K: Ord, V> Sorted<K, V> {
    fn place<Q: Ord + ?Sized>(&self, key: &Q) -> Result<usize, usize>
    where
        K: std::borrow::Borrow<Q>,
    {
        let at = self.0.partition_point(|(own, _)| own.borrow() < key);
        if self.0.get(at).is_some_and(|(own, _)| own.borrow() == key) { Ok(at) } else { Err(at) }
    }

    pub(super) fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: std::borrow::Borrow<Q>,
    {
        self.place(key).ok().map(|at| &self.0[at].1)
    }

    /// The value of a key, an empty one if there was none.
    pub(super) fn entry(&mut self, key: K) -> &mut V
    where
        V: Default,
    {
        let at = match self.place(&key) {
            Ok(at) => at,
            Err(at) => {
                self.0.insert(at, (key, V::default()));
                at
            }
        };
        &mut self.0[at].1
    }

    pub(super) fn insert(&mut self, key: K, value: V) {
        match self.place(&key) {
            Ok(at) => self.0[at].1 = value,
            Err(at) => self.0.insert(at, (key, value)),
        }
    }

    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &(K, V)> {
        self.0.iter()
    }
}

/// Something with a rank: the higher score first, of equal ones the lower number. Whatever the engine puts in order
/// is put in order as this, so that there is one sort.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Ranked {
    pub(super) score: f32,
    pub(super) number: u32,
}

impl Ranked {
    pub(super) fn before(self, other: Self) -> bool {
        match self.score.total_cmp(&other.score) {
            std::cmp::Ordering::Equal => self.number < other.number,
            order => order.is_gt(),
        }
    }
}

pub(super) fn rank(all: &mut [Ranked]) {
    all.sort_unstable_by(|one, other| other.score.total_cmp(&one.score).then(one.number.cmp(&other.number)));
}

/// A count as a score; of more than 2²⁴, the nearest.
#[allow(clippy::cast_precision_loss, reason = "only an order hangs on it")]
pub(super) fn f32_of(count: u32) -> f32 {
    count as f32
}
