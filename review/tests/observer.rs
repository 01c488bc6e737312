//! An observer lists the vault every hour of a month. What they see tells real reports from decoys only after the
//! mixer, under names that lead back to nothing. How many of what the mixer moved at once were real they do see, since
//! decoys go when they are opened; which ones they name no better than by chance: precision real/(real + decoys) of
//! what was moved at once.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::time::Duration;

use proptest::prelude::Rng as _;
use proptest::test_runner::{RngAlgorithm, TestRng};
use review::mix::{LEAST, LONGEST_TICKET, mix};
use review::vault::{IN, Object, REPORTS, Vault, VaultError, random_name};

/// A vault in memory with a clock of its own: name to hour of arrival and whether it is real, which no listing says.
#[derive(Default)]
struct Memory(Mutex<Inside>);

/// The hour, and what arrived when.
type Inside = (u64, BTreeMap<String, (u64, bool)>);

impl Memory {
    fn arrive(&self, name: String, real: bool) {
        let mut own = self.0.lock().unwrap();
        let now = own.0;
        own.1.insert(name, (now, real));
    }

    fn names(&self, start: &str) -> Vec<String> {
        self.list(start).unwrap().into_iter().map(|object| object.name).collect()
    }
}

impl Vault for Memory {
    fn list(&self, start: &str) -> Result<Vec<Object>, VaultError> {
        let own = self.0.lock().unwrap();
        let below = own.1.iter().filter(|(name, _)| name.starts_with(start));
        let age = |hour: u64| Duration::from_hours(own.0 - hour);
        Ok(below.map(|(name, (hour, _))| Object { name: name.clone(), age: age(*hour) }).collect())
    }

    fn get(&self, _: &str) -> Result<Option<Vec<u8>>, VaultError> {
        unreachable!("the mixer reads nothing")
    }

    fn put(&self, _: &str, _: &[u8]) -> Result<(), VaultError> {
        unreachable!("the mixer writes nothing")
    }

    fn move_on(&self, name: &str) -> Result<(), VaultError> {
        let mut own = self.0.lock().unwrap();
        let object = own.1.remove(name).unwrap();
        own.1.insert(format!("{REPORTS}{}", random_name()?), object);
        Ok(())
    }

    fn finish_moves(&self) -> Result<(), VaultError> {
        Ok(())
    }

    fn delete(&self, name: &str) -> Result<(), VaultError> {
        self.0.lock().unwrap().1.remove(name);
        Ok(())
    }
}

/// What an observer of one month guessed, by strategy: how many of the guesses were right.
#[derive(Default)]
struct Month {
    real: usize,
    arrived: usize,
    /// Right guesses to be expected by chance, and their variance.
    chance: (f64, f64),
    right: [usize; 3],
}

fn month(rng: &mut TestRng) -> Month {
    let vault = Memory::default();
    let mut told = Month::default();
    // In the order of arrival, as hourly listings show it.
    let mut waiting: Vec<(String, bool)> = Vec::new();
    for hour in 0..30 * 24 {
        vault.0.lock().unwrap().0 = hour;
        // Two reports and 24 decoys a day, each in any minute as likely as in any other.
        for minute in 0..120 {
            let (chance, real) = if minute % 2 == 0 { (2, true) } else { (24, false) };
            if rng.next_u32() % (24 * 60) < chance {
                let name = format!("{IN}{:016x}{:016x}", rng.next_u64(), rng.next_u64());
                vault.arrive(name.clone(), real);
                waiting.push((name, real));
            }
        }
        if hour % 24 != 9 {
            continue;
        }
        let moved = mix(&vault, LONGEST_TICKET, LEAST).unwrap().moved;
        if moved == 0 {
            continue;
        }
        let left = vault.names(IN);
        let (gone, stay): (Vec<_>, Vec<_>) = waiting.drain(..).partition(|(name, _)| !left.contains(name));
        waiting = stay;
        // A desk opens them and deletes the decoys: what stays is real, and its place among the names is known.
        let listed = vault.names(REPORTS);
        let kept: Vec<usize> = {
            let own = vault.0.lock().unwrap();
            (0..listed.len()).filter(|place| own.1[&listed[*place]].1).collect()
        };
        for name in &listed {
            vault.delete(name).unwrap();
        }
        let mut by_name = gone.clone();
        by_name.sort();
        told.real += kept.len();
        told.arrived += gone.len();
        #[allow(clippy::cast_precision_loss, reason = "tens")]
        let (k, n) = (kept.len() as f64, gone.len() as f64);
        // As many guesses as there are real ones, drawn without putting back (hypergeometric).
        told.chance.0 += k * k / n;
        told.chance.1 += k * (k / n) * (1.0 - k / n) * (n - k) / (n - 1.0).max(1.0);
        // The first that came, the last, and those at the same place in the order of names.
        told.right[0] += gone.iter().take(kept.len()).filter(|(_, real)| *real).count();
        told.right[1] += gone.iter().rev().take(kept.len()).filter(|(_, real)| *real).count();
        told.right[2] += kept.iter().filter(|place| by_name[**place].1).count();
    }
    told
}

#[test]
fn an_observer_of_a_month_names_real_reports_no_better_than_by_chance() {
    let mut rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let months: Vec<Month> = (0..40).map(|_| month(&mut rng)).collect();
    let sum = |of: fn(&Month) -> usize| months.iter().map(of).sum::<usize>();
    let (real, arrived) = (sum(|own| own.real), sum(|own| own.arrived));
    assert!(real > 1_000 && arrived > 10 * real, "{real} of {arrived}");
    let chance: f64 = months.iter().map(|own| own.chance.0).sum();
    let limit = chance + 3.0 * months.iter().map(|own| own.chance.1).sum::<f64>().sqrt();
    for strategy in 0..3 {
        #[allow(clippy::cast_precision_loss, reason = "thousands")]
        let right = months.iter().map(|own| own.right[strategy]).sum::<usize>() as f64;
        assert!(right <= limit, "strategy {strategy}: {right} right of {real}, by chance {chance:.0}");
    }
}
