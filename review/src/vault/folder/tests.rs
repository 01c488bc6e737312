use super::*;

#[test]
fn what_was_moved_is_another_file() {
    let folder = tempfile::tempdir().unwrap();
    let vault = FolderVault::open(folder.path()).unwrap();
    vault.put("in/0", b"first").unwrap();
    vault.put("in/1", b"second").unwrap();
    let number = |name: &str| fs::metadata(folder.path().join(name)).unwrap().ino();
    let before = number("in/0");
    vault.move_on("in/0").unwrap();
    let moved = vault.list(REPORTS).unwrap();
    assert_eq!(moved.len(), 1);
    assert_eq!(vault.get(&moved[0].name).unwrap().unwrap(), b"first");
    assert_ne!(number(&moved[0].name), before);
    // Mixers that were killed left one on its way, one with half a copy, and a copy.
    vault.put("moving/2", b"third").unwrap();
    vault.put("moving/3", b"fourth").unwrap();
    vault.put("moving/3-copy", b"fou").unwrap();
    vault.put("moving/4-copy", b"fifth").unwrap();
    vault.finish_moves().unwrap();
    let names = |start: &str| vault.list(start).unwrap().len();
    assert_eq!((names("in/"), names(REPORTS), names(MOVING)), (1, 4, 0));
    for (name, bytes) in [("2", b"third".as_slice()), ("3", b"fourth"), ("4", b"fifth")] {
        assert_eq!(vault.get(&format!("reports/{name}")).unwrap().unwrap(), bytes);
    }
}

#[test]
fn one_mixer_at_a_time_moves_and_what_others_leave_in_the_folders_is_no_object() {
    let folder = tempfile::tempdir().unwrap();
    let vault = FolderVault::open(folder.path()).unwrap();
    vault.put("in/0", b"sealed").unwrap();
    for name in ["in/.nfs01", "in/.DS_Store", "in/a b"] {
        fs::write(folder.path().join(name), "not ours").unwrap();
    }
    let mix = || crate::mix::mix(&vault, Duration::ZERO, 1);
    let other = vault.alone().unwrap();
    assert!(matches!(mix(), Err(VaultError::Mixing)));
    assert_eq!(vault.list("in/").unwrap().len(), 1);
    drop(other);
    assert_eq!(mix().unwrap(), crate::mix::Mixed { moved: 1, waiting: 0 });
    assert!(vault.list("in/").unwrap().is_empty() && folder.path().join("in/.nfs01").is_file());
}

#[test]
fn what_was_left_half_written_is_taken_away_after_a_while() {
    let folder = tempfile::tempdir().unwrap();
    let vault = FolderVault::open(folder.path()).unwrap();
    fs::create_dir(folder.path().join(UNFINISHED)).unwrap();
    fs::write(folder.path().join(UNFINISHED).join("0"), "half").unwrap();
    let left = || vault.list(UNFINISHED).unwrap().len();
    FolderVault::open(folder.path()).unwrap();
    assert_eq!(left(), 1);
    vault.clear(Duration::ZERO).unwrap();
    assert_eq!(left(), 0);
}

#[test]
fn a_share_that_is_gone_is_no_empty_vault() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("vault");
    fs::create_dir(&root).unwrap();
    let vault = FolderVault::open(&root).unwrap();
    let name = "reports/0123456789abcdef0123456789abcdef";
    vault.put(name, b"sealed").unwrap();
    vault.list("reports/").unwrap();
    let elsewhere = folder.path().join("elsewhere");
    fs::rename(&root, &elsewhere).unwrap();
    // The folder is gone, or the empty one is back over which the share was mounted.
    for mount_point in [false, true] {
        if mount_point {
            fs::create_dir(&root).unwrap();
        }
        let gone = [
            vault.list("reports/").map(drop),
            vault.get(name).map(drop),
            vault.put(name, b"sealed").map(drop),
            vault.move_on("in/0"),
            vault.finish_moves(),
            vault.delete(name).map(drop),
        ];
        for done in gone {
            assert!(matches!(done, Err(VaultError::Missing(_))), "{done:?}");
        }
        assert!(
            root.exists() == mount_point && (!mount_point || fs::read_dir(&root).unwrap().next().is_none())
        );
    }
    fs::remove_dir(&root).unwrap();
    fs::rename(&elsewhere, &root).unwrap();
    assert_eq!(vault.get(name).unwrap().unwrap(), b"sealed");
}

#[test]
fn what_a_share_does_not_tell_makes_nothing_old() {
    let now = 1_796_000_000_u64;
    assert_eq!(age(now.cast_signed() - 90, now), Duration::from_secs(90));
    // Over SFTP, or by a clock that stood still.
    for changed in [NO_TIME.as_secs().cast_signed(), 0, -1, now.cast_signed() + 5] {
        assert_eq!(age(changed, now), Duration::ZERO, "{changed}");
    }
}
