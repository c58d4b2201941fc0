//! Starting other programs.

use crate::{
    places,
    problem::{Problem, Result},
};
use std::{
    ffi::OsStr,
    path::Path,
    process::{Command, Stdio},
    time::Duration,
};

/// A program to be started in the workspace, without input, with the project's tools on its PATH.
pub(crate) struct Run {
    command: Command,
    line: String,
}

impl Run {
    /// `line` is split at spaces: a program on the PATH, and arguments that hold no space themselves.
    pub(crate) fn new(line: &str) -> Self {
        let mut words = line.split_whitespace();
        let name = words.next().unwrap_or_default();
        // Searched here: Windows would not find scripts such as `npm.cmd`, nor programs on the changed PATH.
        let file = places::on_path(name).unwrap_or_else(|| name.into());
        let mut run = Self::program(&file);
        run.command.args(words);
        line.clone_into(&mut run.line);
        run
    }

    /// A program by its file.
    pub(crate) fn program(file: &Path) -> Self {
        let mut command = Command::new(file);
        command.current_dir(places::root()).env("PATH", places::tools_path()).stdin(Stdio::null());
        Self { command, line: file.display().to_string() }
    }

    /// Adds an argument that may hold spaces.
    pub(crate) fn arg(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.line = format!("{} {}", self.line, argument.as_ref().to_string_lossy());
        self.command.arg(argument);
        self
    }

    /// Sets an environment variable.
    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Removes an environment variable.
    pub(crate) fn without(mut self, name: &str) -> Self {
        self.command.env_remove(name);
        self
    }

    /// Starts it in another folder.
    pub(crate) fn at(mut self, folder: &Path) -> Self {
        self.command.current_dir(folder);
        self
    }

    /// Shows the command line, runs it to its end, and shows its output.
    pub(crate) fn go(mut self) -> Result<()> {
        println!("$ {}", self.line);
        let status = self.command.status().map_err(|error| self.not_started(&error))?;
        if status.success() { Ok(()) } else { Err(Problem::new(format!("`{}` failed ({status})", self.line))) }
    }

    /// Runs it to its end and returns what it printed. What it says on standard error is part of a failure.
    pub(crate) fn read(mut self) -> Result<String> {
        let output = self.command.output().map_err(|error| self.not_started(&error))?;
        if output.status.success() {
            return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
        }
        let said = String::from_utf8_lossy(&output.stderr);
        Err(Problem::new(format!("`{}` failed ({})\n{}", self.line, output.status, said.trim_end())))
    }

    /// Shows what it says on standard error while it runs to its end, and returns what it printed.
    pub(crate) fn listen(mut self) -> Result<String> {
        println!("$ {}", self.line);
        let output = self.command.stderr(Stdio::inherit()).output().map_err(|error| self.not_started(&error))?;
        if output.status.success() {
            return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
        }
        Err(Problem::new(format!("`{}` failed ({})", self.line, output.status)))
    }

    fn not_started(&self, error: &std::io::Error) -> Problem {
        Problem::new(format!("`{}` could not be started: {error}", self.line))
    }
}

/// A duration as it is spoken.
pub(crate) fn spoken(time: Duration) -> String {
    let seconds = time.as_secs();
    match seconds {
        0..10 => format!("{:.1} s", time.as_secs_f64()),
        10..60 => format!("{seconds} s"),
        _ => format!("{} min {} s", seconds / 60, seconds % 60),
    }
}
