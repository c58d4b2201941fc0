//! Tells the program whether it is linked in parts: only the page that visitors get is, as its parts are cut from what the
//! linker leaves beside the program (`site/src/parts.rs`).

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rustc-check-cfg=cfg(parts)");
    let is = |name: &str, value: &str| std::env::var(name).is_ok_and(|is| is == value);
    let page = std::env::var_os("CARGO_FEATURE_PAGE").is_some();
    if page && is("CARGO_CFG_TARGET_ARCH", "wasm32") && is("PROFILE", "release") {
        println!("cargo:rustc-cfg=parts");
        println!("cargo:rustc-link-arg-bins=--emit-relocs");
    }
}
