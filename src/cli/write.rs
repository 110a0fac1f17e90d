//! Writes a file so that it is the old one or the new one, whole, whatever happens meanwhile. The
//! only writer of journals.
#![expect(
    clippy::disallowed_methods,
    reason = "the one place that writes files; a lock needs the file open"
)]

use crate::load::disk::{Disk, Files};
use std::ffi::OsString;
use std::fmt;
use std::fs::{self, File, Metadata, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

/// How often another writer is waited for, [`PAUSE`] apart: two seconds.
const TRIES: usize = 100;
const PAUSE: Duration = Duration::from_millis(20);

/// Why a file was not written. What stood there stands there still.
#[derive(Debug)]
pub struct WriteError {
    /// The file as the user named it.
    pub name: String,
    /// What is the matter, as the end of a sentence.
    pub reason: String,
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot write {}: {}", self.name, self.reason)
    }
}

/// A file that is to become another.
pub struct Change<'a> {
    /// Where it is.
    pub path: &'a Path,
    /// What the user calls it.
    pub name: &'a str,
    /// What was read from it.
    pub before: Vec<u8>,
    /// What is to stand there.
    pub after: Vec<u8>,
}

/// Puts `after` in the place of `before`, which is what was read from `path`; `name` is what the
/// user calls it. The new bytes are written and synced beside the file and then renamed onto it:
/// permissions and owner are kept, and a link leads to its file as before.
pub fn replace(path: &Path, name: &str, before: &[u8], after: &[u8]) -> Result<(), WriteError> {
    let ready = prepare(path, before, after).and_then(Ready::finish);
    ready.map_err(|reason| WriteError {
        name: name.to_string(),
        reason,
    })
}

/// The same for several files: none of them is touched before all are locked and all new bytes
/// are on the disk.
pub fn replace_all(changes: &[&Change]) -> Result<(), WriteError> {
    let failed = |change: &Change, reason| WriteError {
        name: change.name.to_string(),
        reason,
    };
    let mut ready = Vec::with_capacity(changes.len());
    for change in changes {
        let prepared = prepare(change.path, &change.before, &change.after);
        ready.push(prepared.map_err(|reason| failed(change, reason))?);
    }
    for (done, (ready, change)) in ready.into_iter().zip(changes).enumerate() {
        ready.finish().map_err(|reason| {
            let others = match done {
                0 => String::new(),
                1 => "; 1 other file is written already".to_string(),
                _ => format!("; {done} other files are written already"),
            };
            failed(change, reason + &others)
        })?;
    }
    Ok(())
}

/// Makes a folder, and those above it, if it is not there; the empty path is the current one.
pub fn create_folder(path: &Path) -> io::Result<()> {
    match path.as_os_str().is_empty() {
        true => Ok(()),
        false => fs::create_dir_all(path),
    }
}

/// Makes a file that is not there yet; one that is there stays as it is.
pub fn create(path: &Path, bytes: &[u8], mode: u32) -> io::Result<()> {
    let beside = beside(path);
    let written = (|| {
        let mut file = open_new(&beside, mode)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        match fs::hard_link(&beside, path) {
            // Some file systems have no links.
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists && !path.exists() => {
                fs::rename(&beside, path)
            }
            linked => linked,
        }
    })();
    // Where the file was renamed nothing is left.
    let _ = fs::remove_file(&beside);
    sync_folder(path);
    written
}

/// New bytes beside their file, which is locked. What is not finished is removed.
struct Ready {
    beside: PathBuf,
    target: PathBuf,
    finished: bool,
    _lock: File,
}

impl Ready {
    fn finish(mut self) -> Result<(), String> {
        fs::rename(&self.beside, &self.target).map_err(refused)?;
        self.finished = true;
        sync_folder(&self.target);
        Ok(())
    }
}

impl Drop for Ready {
    fn drop(&mut self) {
        // Once it is finished, what lies there is the next writer's.
        if !self.finished {
            // What is left over harms nobody, and the next writer removes it.
            let _ = fs::remove_file(&self.beside);
        }
    }
}

fn prepare(path: &Path, before: &[u8], after: &[u8]) -> Result<Ready, String> {
    let target = Files.resolve(path).map_err(words)?;
    // Opening a pipe would wait, and a rename would put a file in the place of a device.
    if !fs::metadata(&target).map_err(words)?.is_file() {
        return Err("it is no ordinary file".to_string());
    }
    let (lock, about) = lock(&target)?;
    // Whoever had the lock before, or has never heard of it, may have written.
    if Files.bytes(&target).map_err(words)? != before {
        return Err("it was changed meanwhile, and nothing was written; run it again".to_string());
    }
    if about.permissions().readonly() {
        return Err("it is read-only".to_string());
    }
    let ready = Ready {
        beside: beside(&target),
        target,
        finished: false,
        _lock: lock,
    };
    fill(&ready.beside, after, &about).map_err(refused)?;
    Ok(ready)
}

fn refused(error: io::Error) -> String {
    match error.kind() {
        io::ErrorKind::PermissionDenied => "you may not write in its folder".to_string(),
        _ => words(error),
    }
}

/// The file, locked against other writers, and what the system knows about it.
fn lock(target: &Path) -> Result<(File, Metadata), String> {
    for _ in 0..TRIES {
        let file = File::open(target).map_err(words)?;
        let locked = match file.try_lock() {
            Ok(()) => true,
            Err(TryLockError::WouldBlock) => false,
            // Some file systems know no locks; the comparison with what was read is left.
            Err(TryLockError::Error(_)) => true,
        };
        let about = file.metadata().map_err(words)?;
        if locked && is_still(target, &about) {
            return Ok((file, about));
        }
        thread::sleep(PAUSE);
    }
    Err("another program is writing it".to_string())
}

/// Whether the file that was opened still has this name: the one who had the lock before may have
/// put another in its place.
#[cfg(unix)]
fn is_still(target: &Path, about: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    let now = fs::metadata(target);
    now.is_ok_and(|now| (now.dev(), now.ino()) == (about.dev(), about.ino()))
}

#[cfg(not(unix))]
fn is_still(_: &Path, _: &Metadata) -> bool {
    true
}

/// The name of the new file until it is whole. It is always the same, so that what a killed
/// program left over does not pile up, and no journal to anyone who looks for those.
fn beside(target: &Path) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(target.file_name().unwrap_or_default());
    name.push(".tmp");
    target.with_file_name(name)
}

/// A file that was not there, with at most these permissions.
fn open_new(path: &Path, mode: u32) -> io::Result<File> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, mode);
    #[cfg(not(unix))]
    let _ = mode;
    options.open(path)
}

fn fill(beside: &Path, bytes: &[u8], about: &Metadata) -> io::Result<()> {
    let mut file = open_new(beside, 0o600)?;
    file.write_all(bytes)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt, fchown};
        // Only the administrator can give a file away; for everyone else it is theirs already.
        let _ = fchown(&file, Some(about.uid()), Some(about.gid()));
    }
    file.set_permissions(about.permissions())?;
    file.sync_all()
}

/// Makes the rename last when the power fails. The file is whole either way, so that a system that
/// cannot do this is no reason to complain.
fn sync_folder(target: &Path) {
    #[cfg(unix)]
    if let Some(folder) = target.parent() {
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
    }
    #[cfg(not(unix))]
    let _ = target;
}

/// The plain words for what went wrong.
fn words(error: io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "it is not there any more".to_string(),
        io::ErrorKind::StorageFull => "there is no room left on the disk".to_string(),
        io::ErrorKind::QuotaExceeded => "you may not use more room on the disk".to_string(),
        io::ErrorKind::ReadOnlyFilesystem => "its disk is read-only".to_string(),
        io::ErrorKind::FileTooLarge => "the system lets no file grow so large".to_string(),
        _ => crate::load::reason(&error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    /// A folder with the file `journal.strength` that holds `old`, removed at the end.
    struct Folder(PathBuf);

    impl Folder {
        fn new() -> Folder {
            static COUNT: AtomicUsize = AtomicUsize::new(0);
            let number = COUNT.fetch_add(1, Ordering::Relaxed);
            let name = format!("strength-write-{}-{number}", std::process::id());
            let folder = std::env::temp_dir().join(name);
            fs::create_dir_all(&folder).expect("the folder can be made");
            fs::write(folder.join("journal.strength"), "old").expect("it can be written");
            Folder(folder)
        }

        fn file(&self) -> PathBuf {
            self.0.join("journal.strength")
        }

        fn replace(&self, before: &str, after: &str) -> Result<(), String> {
            replace(&self.file(), "j", before.as_bytes(), after.as_bytes())
                .map_err(|error| error.to_string())
        }

        fn text(&self) -> String {
            fs::read_to_string(self.file()).expect("it is there")
        }

        fn names(&self) -> usize {
            fs::read_dir(&self.0).expect("it is there").count()
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn the_new_text_takes_the_place_of_the_old() {
        let folder = Folder::new();
        assert_eq!(folder.replace("old", "new"), Ok(()));
        assert_eq!((folder.text().as_str(), folder.names()), ("new", 1));
    }

    #[test]
    fn what_a_killed_writer_left_over_is_no_obstacle() {
        let folder = Folder::new();
        fs::write(folder.0.join(".journal.strength.tmp"), "half").expect("it can be written");
        assert_eq!(folder.replace("old", "new"), Ok(()));
        assert_eq!((folder.text().as_str(), folder.names()), ("new", 1));
    }

    #[test]
    fn what_was_changed_meanwhile_is_left_alone() {
        let folder = Folder::new();
        let error = folder.replace("older", "new").expect_err("it was changed");
        assert!(error.starts_with("cannot write j: it was changed meanwhile"));
        assert_eq!((folder.text().as_str(), folder.names()), ("old", 1));
    }

    #[test]
    fn a_file_that_vanished_is_not_made_anew() {
        let folder = Folder::new();
        fs::remove_file(folder.file()).expect("it was there");
        assert_eq!(
            folder.replace("old", "new"),
            Err("cannot write j: it is not there any more".to_string())
        );
        assert_eq!(folder.names(), 0);
    }

    #[cfg(unix)]
    #[test]
    fn a_socket_or_device_stays_what_it_is() {
        use std::os::unix::fs::FileTypeExt;
        use std::os::unix::net::UnixListener;
        let folder = Folder::new();
        let socket = folder.0.join("socket");
        let _listener = UnixListener::bind(&socket).expect("it can be made");
        let error = replace(&socket, "socket", b"", b"new").expect_err("it is no file");
        assert_eq!(
            error.to_string(),
            "cannot write socket: it is no ordinary file"
        );
        let kind = fs::symlink_metadata(&socket).expect("there").file_type();
        assert!(kind.is_socket() && folder.names() == 2);
    }

    #[test]
    fn a_lock_keeps_others_out_and_is_waited_for() {
        let folder = Folder::new();
        let held = File::open(folder.file()).expect("it is there");
        held.lock().expect("nobody else has it");
        let error = folder.replace("old", "new");
        assert_eq!(
            error,
            Err("cannot write j: another program is writing it".into())
        );
        assert_eq!((folder.text().as_str(), folder.names()), ("old", 1));
        let waiting = thread::scope(|scope| {
            let waiting = scope.spawn(|| folder.replace("old", "new"));
            thread::sleep(PAUSE * 3);
            held.unlock().expect("it was locked");
            waiting.join().expect("it does not panic")
        });
        assert_eq!(waiting, Ok(()));
        assert_eq!(folder.text(), "new");
    }

    #[test]
    fn of_many_writers_at_once_no_change_is_lost() {
        let folder = Folder::new();
        fs::write(folder.file(), "").expect("it can be written");
        let done: usize = thread::scope(|scope| {
            let writer = || {
                let mut done = 0;
                while done < 20 {
                    let before = folder.text();
                    done += usize::from(folder.replace(&before, &format!("{before}x")).is_ok());
                }
                done
            };
            let writers = [scope.spawn(writer), scope.spawn(writer)];
            writers.map(|w| w.join().expect("no panic")).iter().sum()
        });
        assert_eq!((done, folder.text().len()), (40, 40));
    }

    #[cfg(unix)]
    #[test]
    fn permissions_and_links_are_kept() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = Folder::new();
        let mode = |path: &Path| fs::metadata(path).expect("there").permissions().mode() & 0o7777;
        fs::set_permissions(folder.file(), fs::Permissions::from_mode(0o640)).expect("ours");
        let link = folder.0.join("link");
        symlink("journal.strength", &link).expect("a link can be made");
        replace(&link, "link", b"old", b"new").expect("it can be written");
        let is_link = fs::symlink_metadata(&link).expect("there").is_symlink();
        assert!(is_link, "the link is still a link");
        assert_eq!(
            (folder.text().as_str(), mode(&folder.file())),
            ("new", 0o640)
        );

        fs::set_permissions(folder.file(), fs::Permissions::from_mode(0o440)).expect("ours");
        assert_eq!(
            folder.replace("new", "newer"),
            Err("cannot write j: it is read-only".to_string())
        );
        assert_eq!(folder.text(), "new");
    }
}
