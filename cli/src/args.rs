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
SCENARIO is the name of a built-in scenario, as `outage list` gives it, or a file. Commands that run it also take the
link to a moment, in quotes.

  outage run SCENARIO                        the day as it happened
  outage knobs SCENARIO                      what can be changed
  outage run SCENARIO --set KNOB=VALUE       the day with a change
  outage facts SCENARIO --off EVENT          what of the record still comes out
  outage run SCENARIO --set KNOB=VALUE --fork HH:MM    the day with a change that begins at a time

  outage figure SCENARIO --t HH:MM           the day as a picture

  outage new NAME                            a draft of an outage of your own
  outage check FILE                          what is wrong with it, and what comes out of it
  outage audit FILE                          how far it can be trusted

Exit status: 0; 2 when the arguments cannot be used; 1 from `check` when the file is not a scenario, and when a file
cannot be written, and from `audit` when the model falls short; 3 from `figure --check` when the file is not the picture that the model gives now.";

const FIGURE_AFTERWORD: &str = "\
LINK is the address of a moment, as the page shows it, or its part from the # on; put it in quotes.

  outage figure 'https://…/#/kinesis-2020?t=07:41' --output figure.svg
  outage figure 'https://…/#/kinesis-2020?t=07:41' --check figure.svg     exit status 3 when the model has moved
  outage figure kinesis-2020 --set frontend.thread-limit=8000 --t 07:41 > figure.svg";

const AUDIT_AFTERWORD: &str = "\
A fact is *scripted* when it only follows an action, *fitted* when a number was chosen for it or a fitted one moves it
most, *weak* when nearly any run shows it, *missed* when this one does not, and *predicted* when it is none of these.

A model falls short when half the step moves a fact by more than a fifth of what it may be off, when a part of it changes
nothing, when fewer than 90 % of the facts are kept on average over seeds, or fewer than 75 % when all that is guessed is
off by up to 5 % at once, and when fewer than a third are predicted. The exit status is then 1.";

/// What `outage figure` is asked for.
#[derive(Args)]
pub(crate) struct Figure {
    /// A link to a moment, a built-in scenario or a file
    #[arg(value_name = "LINK|SCENARIO")]
    pub(crate) subject: Option<String>,
    #[command(flatten)]
    pub(crate) changes: Changes,
    /// The moment, as a time of day; on the next day "+1d 05:15"
    #[arg(long, value_name = "HH:MM")]
    pub(crate) t: Option<String>,
    /// The colours; `auto` follows the reader's system
    #[arg(long, value_enum, default_value_t = Theme::Auto)]
    pub(crate) theme: Theme,
    /// Width in pixels, 360 to 2400
    #[arg(long, value_name = "PIXELS", value_parser = clap::value_parser!(u32).range(360..=2400))]
    pub(crate) width: Option<u32>,
    /// Draw the cascade above the lanes
    #[arg(long)]
    pub(crate) whole: bool,
    /// Draw 16 by 9, for slides and previews: the cascade beside the lanes
    #[arg(long, conflicts_with = "whole")]
    pub(crate) wide: bool,
    /// Address of the page that the figure links to, where LINK does not have it
    #[arg(long, value_name = "ADDRESS", default_value = "")]
    pub(crate) page: String,
    /// Write this file instead of standard output; in a folder it gets the name that the page gives it
    #[arg(long, value_name = "FILE|FOLDER", conflicts_with = "check")]
    pub(crate) output: Option<String>,
    /// Compare with this file, and end with status 3 when it is another picture
    #[arg(long, value_name = "FILE")]
    pub(crate) check: Option<String>,
}

/// The colours of a figure.
#[derive(Clone, Copy, clap::ValueEnum)]
pub(crate) enum Theme {
    /// Dark on light
    Light,
    /// Light on dark
    Dark,
    /// As the reader's system has it
    Auto,
}

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
    #[command(override_usage = "outage facts [OPTIONS] <LINK|SCENARIO>")]
    Facts {
        /// A link to a moment, a built-in scenario or a file
        #[arg(value_name = "LINK|SCENARIO")]
        scenario: Option<String>,
        #[command(flatten)]
        changes: Changes,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Runs a scenario and tells how each component fares
    #[command(override_usage = "outage run [OPTIONS] <LINK|SCENARIO>")]
    Run {
        /// A link to a moment, a built-in scenario or a file
        #[arg(value_name = "LINK|SCENARIO")]
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
    /// Draws a run at a moment as an SVG picture, or checks that a picture is still what the model gives
    #[command(override_usage = "outage figure [OPTIONS] <LINK|SCENARIO>", after_help = FIGURE_AFTERWORD)]
    Figure(Figure),
    /// Packs figures, series, timeline, texts and the commands that make them again into one zip file
    #[command(override_usage = "outage kit [OPTIONS] <LINK|SCENARIO> --output <FILE|FOLDER>")]
    Kit {
        /// A link to a moment, a built-in scenario or a file
        #[arg(value_name = "LINK|SCENARIO")]
        subject: Option<String>,
        #[command(flatten)]
        changes: Changes,
        /// The moment, as a time of day; on the next day "+1d 05:15"
        #[arg(long, value_name = "HH:MM")]
        t: Option<String>,
        /// Address of the page that the kit links to, where LINK does not have it
        #[arg(long, value_name = "ADDRESS", default_value = "")]
        page: String,
        /// The file to write; in a folder it gets the name that the page gives it
        #[arg(long, value_name = "FILE|FOLDER")]
        output: String,
    },
    /// Writes a small outage that works, with a comment for every part of it, to begin with
    New {
        /// Its name: small letters, digits and hyphens
        name: String,
        /// The file to write; NAME.toml when it is not said
        file: Option<String>,
    },
    /// Lists the kinds of component and dependency of the library
    Kinds {
        /// Prints the text of this one
        name: Option<String>,
    },
    /// Prints the reference of the format, in Markdown
    Format {
        /// Print the JSON Schema for editors instead
        #[arg(long)]
        schema: bool,
        /// Print the reference of sessions instead
        #[arg(long, conflicts_with = "schema")]
        session: bool,
    },
    /// Says what is wrong with a file of an outage or a session; of one without mistakes, what comes out of it
    Check {
        /// The file
        file: String,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Says how far a scenario can be trusted: whether it is solved right, what each fact is worth, what if guesses are wrong
    #[command(after_help = AUDIT_AFTERWORD)]
    Audit {
        /// A built-in scenario or a file
        scenario: String,
        /// Print JSON
        #[arg(long)]
        json: bool,
        /// Try less: 40 seeds and draws, 7 values of each slider
        #[arg(long)]
        quick: bool,
        /// How many seeds; 200 when it is not said
        #[arg(long, value_parser = clap::value_parser!(u32).range(1..=100_000))]
        seeds: Option<u32>,
        /// How many draws of everything guessed, within each width; 200 when it is not said
        #[arg(long, value_parser = clap::value_parser!(u32).range(1..=100_000))]
        draws: Option<u32>,
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
    /// Server variability: single servers differ as this seed says, instead of being spread evenly
    #[arg(long)]
    pub(crate) seed: Option<u64>,
    /// Let all of this but the seed hold only from a time of day on; behind it what was changed before, as `fork=` has it in a link:
    /// 05:15,frontend.servers:4000,off:cognito-fix,fix:larger-servers
    #[arg(long, value_name = "HH:MM[,KNOB:VALUE…]")]
    pub(crate) fork: Option<String>,
}

impl Changes {
    /// Whether nothing is changed.
    pub(crate) fn is_empty(&self) -> bool {
        let lists = [&self.set, &self.off, &self.at, &self.fix];
        lists.into_iter().all(Vec::is_empty) && self.seed.is_none() && self.fork.is_none()
    }

    /// The scenario, when it stands behind the values of an option, as in `run --off EVENT SCENARIO`.
    pub(crate) fn take_scenario(&mut self) -> Option<String> {
        [&mut self.set, &mut self.off, &mut self.at, &mut self.fix]
            .into_iter()
            .find_map(|values| values.pop_if(|value| read::names_scenario(value)))
    }
}
