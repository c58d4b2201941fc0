//! Compiles the built-in outages, so that what runs them carries no compiler.

use std::{env, error::Error, fs, path::Path};

/// The built-in outages, in the order of the page.
const NAMES: [&str; 5] = ["kinesis-2020", "dynamodb-2015", "kinesis-2024", "google-cloud-2025", "cloudflare-2025"];

fn main() -> Result<(), Box<dyn Error>> {
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("../scenarios");
    let out = env::var("OUT_DIR")?;
    let (mut outages, mut plans, mut texts) = (String::new(), String::new(), String::new());
    for name in NAMES {
        let path = folder.join(name).with_extension("toml");
        println!("cargo::rerun-if-changed={}", path.display());
        let text = fs::read_to_string(&path).map_err(|problem| format!("{}: {problem}", path.display()))?;
        let plan = outage_compile::for_people(&text);
        let plan = plan.map_err(|problems| format!("{}:\n{problems}", path.display()))?;
        let to = Path::new(&out).join(name).with_extension("plan");
        fs::write(&to, plan.write())?;
        outages += &format!("({name:?}, {:?}),", plan.about.short);
        plans += &format!("({name:?}, include_bytes!({:?})),", to.display().to_string());
        texts += &format!("({name:?}, include_str!({:?})),", path.display().to_string());
    }
    let lists = format!(
        "/// The built-in outages: name and short title.\npub const OUTAGES: &[(&str, &str)] = &[{outages}];\n\
         /// The built-in outages: name and compiled plan.\n#[cfg(feature = \"built-in\")]\n\
         pub const BUILT_IN: &[(&str, &[u8])] = &[{plans}];\n\
         /// The built-in outages: name and text.\n#[cfg(feature = \"built-in\")]\n\
         pub const TEXTS: &[(&str, &str)] = &[{texts}];\n"
    );
    fs::write(Path::new(&out).join("built_in.rs"), lists)?;
    Ok(())
}
