//! The folder that Trunk has built, and what goes wrong with it.

use std::{
    fmt,
    fs::{self, DirEntry},
    io,
    path::{Path, PathBuf},
};

/// What went wrong, in a sentence for the person at the terminal.
#[derive(Debug)]
pub(crate) struct Problem(pub(crate) String);

/// The outcome of anything that may go wrong here.
pub(crate) type Result<T> = std::result::Result<T, Problem>;

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A failure in a sentence.
pub(crate) fn problem<T>(text: impl Into<String>) -> Result<T> {
    Err(Problem(text.into()))
}

/// The folder that is going to be served.
pub(crate) struct Dist {
    folder: PathBuf,
}

impl Dist {
    /// A folder that exists.
    pub(crate) fn at(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    /// A folder in it, which need not exist yet.
    pub(crate) fn inner(&self, name: &str) -> Self {
        Self { folder: self.folder.join(name) }
    }

    /// A file's bytes; `name` is its path in the folder, as pages write it (`./x.css` or `x.css`).
    pub(crate) fn read(&self, name: &str) -> Result<Vec<u8>> {
        let file = self.folder.join(name.trim_start_matches("./"));
        fs::read(&file).map_err(|error| told(&file, &error))
    }

    /// A file's text.
    pub(crate) fn text(&self, name: &str) -> Result<String> {
        String::from_utf8(self.read(name)?).map_err(|_| Problem(format!("{name} is not UTF-8")))
    }

    /// Writes a file, and the folders on its path.
    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> Result<()> {
        let file = self.folder.join(name);
        let folder = file.parent().unwrap_or(&self.folder);
        fs::create_dir_all(folder).map_err(|error| told(folder, &error))?;
        fs::write(&file, bytes).map_err(|error| told(&file, &error))
    }

    /// Removes a file.
    pub(crate) fn remove(&self, name: &str) -> Result<()> {
        let file = self.folder.join(name.trim_start_matches("./"));
        fs::remove_file(&file).map_err(|error| told(&file, &error))
    }

    /// The names of all files, sorted, with `/` between folders.
    pub(crate) fn names(&self) -> Result<Vec<String>> {
        let mut names = Vec::new();
        collect(&self.folder, "", &mut names)?;
        names.sort();
        Ok(names)
    }

    /// The same, of those in one of its folders (`v/`); none if there is no such folder.
    pub(crate) fn names_in(&self, folder: &str) -> Result<Vec<String>> {
        let inner = self.inner(folder);
        let names = if inner.folder.is_dir() { inner.names()? } else { Vec::new() };
        Ok(names.into_iter().map(|name| format!("{folder}{name}")).collect())
    }
}

fn collect(folder: &Path, before: &str, into: &mut Vec<String>) -> Result<()> {
    let entries = fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<DirEntry>>>);
    for entry in entries.map_err(|error| told(folder, &error))? {
        let name = format!("{before}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{name}/"), into)?;
        } else {
            into.push(name);
        }
    }
    Ok(())
}

fn told(place: &Path, error: &io::Error) -> Problem {
    Problem(format!("{}: {error}", place.display()))
}
