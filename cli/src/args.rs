//! What the command line accepts.

use crate::read;
use clap::{Args, Parser, Subcommand};

/// The command that was given. Ends the process with status 2 and a message when there is none.
pub(crate) fn parse() -> Command {
    Arguments::parse().command
}

/// Simulates real cloud outages from their mechanisms.
#[derive(Parser)]
#[command(name = "outage", version, after_help = AFTERWORD)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

const AFTERWORD: &str = "\
SCENARIO is the name of a built-in scenario, as `outage list` gives it, or a file.

  outage run SCENARIO                        the day as it happened
  outage knobs SCENARIO                      what can be changed
  outage run SCENARIO --set KNOB=VALUE       the day with a change
  outage facts SCENARIO --off EVENT          what of the record still comes out

Exit status: 0; 2 when the arguments cannot be used; 1 from `check` when the file is not a scenario.";

/// A command.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// Lists the built-in scenarios
    List {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Lists what can be changed about a scenario, with where each value comes from
    Knobs {
        /// A built-in scenario or a file
        scenario: String,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Lists the trigger and what operators did, which --off and --at change
    Events {
        /// A built-in scenario or a file
        scenario: String,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Lists what was proposed afterwards, which --fix puts in place
    Fixes {
        /// A built-in scenario or a file
        scenario: String,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Compares a run with the record, fact by fact
    #[command(override_usage = "outage facts [OPTIONS] SCENARIO")]
    Facts {
        /// A built-in scenario or a file
        scenario: Option<String>,
        #[command(flatten)]
        changes: Changes,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Runs a scenario and tells how each component fares
    #[command(override_usage = "outage run [OPTIONS] SCENARIO")]
    Run {
        /// A built-in scenario or a file
        scenario: Option<String>,
        #[command(flatten)]
        changes: Changes,
        /// Print JSON
        #[arg(long)]
        json: bool,
        /// Print every signal of every component at every moment as CSV
        #[arg(long, conflicts_with = "json")]
        csv: bool,
    },
    /// Says what is wrong with a scenario file
    Check {
        /// The file
        file: String,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
}

/// What is changed about a scenario.
#[derive(Args)]
pub(crate) struct Changes {
    /// Turn a knob; `outage knobs SCENARIO` lists them
    #[arg(long, value_name = "KNOB=VALUE", num_args = 1..)]
    pub(crate) set: Vec<String>,
    /// Keep an event from happening; `outage events SCENARIO` lists them
    #[arg(long, value_name = "EVENT", num_args = 1..)]
    pub(crate) off: Vec<String>,
    /// Move an event to a time of day; on the next day "+1d 05:15"
    #[arg(long, value_name = "EVENT=HH:MM", num_args = 1..)]
    pub(crate) at: Vec<String>,
    /// Put a remediation in place; `outage fixes SCENARIO` lists them
    #[arg(long, value_name = "REMEDIATION", num_args = 1..)]
    pub(crate) fix: Vec<String>,
    /// Give single servers their own luck instead of spreading them evenly
    #[arg(long)]
    pub(crate) seed: Option<u64>,
}

impl Changes {
    /// The scenario, when it stands behind the values of an option, as in `run --off EVENT SCENARIO`.
    pub(crate) fn take_scenario(&mut self) -> Option<String> {
        [&mut self.set, &mut self.off, &mut self.at, &mut self.fix]
            .into_iter()
            .find_map(|values| values.pop_if(|value| read::names_scenario(value)))
    }
}
