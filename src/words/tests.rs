use super::*;

#[test]
fn percentages_never_hide_a_little() {
    let texts = [0.0, 0.0001, 0.004, 0.01, 0.64, 0.985, 0.994, 0.9999, 1.0].map(percent_number);
    assert_eq!(texts, ["0", "0", "<1", "1", "64", "98", ">99", "100", "100"]);
    assert_eq!(percent_fine(0.0019).replace(NARROW, " "), "0.19 %");
    assert_eq!(percent_spoken(0.004), "less than 1 percent");
}

#[test]
fn thousands_and_decimals() {
    assert_eq!(thousands(1_234_567.4), "1\u{202f}234\u{202f}567");
    assert_eq!(decimals(-1234.50, 2), "−1\u{202f}234.5");
    assert_eq!(decimals(-0.001, 2), "0");
    assert_eq!(decimals(f64::NAN, 2), "–");
}

#[test]
fn lengths_of_time() {
    let texts = [0.0, 0.2, 0.7, 12.0, 60.0, 297.0, 1179.4].map(|minutes| duration(minutes).replace(NARROW, " "));
    assert_eq!(texts, ["0 m", "<1 m", "1 m", "12 m", "1 h", "4 h 57 m", "19 h 39 m"]);
    assert_eq!(duration_spoken(61.0), "1 hour 1 minute");
    assert_eq!(seconds(0.0152).replace(NARROW, " "), "15 ms");
    assert_eq!(seconds(4.81).replace(NARROW, " "), "4.8 s");
}

#[test]
fn clocks() {
    let here = Clock { trigger: 164.0, zone: "PST".into(), utc_offset: -480.0 };
    assert_eq!(clock(&here, ClockZone::Local, 297.0), "07:41");
    assert_eq!(clock(&here, ClockZone::Utc, 297.0), "15:41");
    assert_eq!(clock(&here, ClockZone::Local, 1396.0).replace(NARROW, " "), "02:00 +1 d");
    assert_eq!(clock_spoken(&here, ClockZone::Local, 1396.0), "02:00 PST the next day");
}

#[test]
fn one_of_many() {
    for (many, one) in [
        ("threads", "thread"),
        ("GSIs", "GSI"),
        ("entries", "entry"),
        ("tries", "try"),
        ("processes", "process"),
        ("addresses", "address"),
        ("switches", "switch"),
        ("refreshes", "refresh"),
        ("indexes", "index"),
        ("leases", "lease"),
        ("caches", "cache"),
        ("cookies", "cookie"),
        ("status", "status"),
        ("access", "access"),
        ("axis", "axis"),
        ("species", "species"),
        ("Mbps", "Mbps"),
        ("ms", "ms"),
        ("s", "s"),
        ("é", "é"),
    ] {
        assert_eq!(singular(many), one);
    }
}

#[test]
fn units_are_spoken_in_full() {
    let spoken = ["min", "servers/h", "× normal", "1/min", "% of limit", ""].map(unit_spoken);
    assert_eq!(spoken, ["minutes", "servers per hour", "times normal", "per minute", "percent of limit", ""]);
}
