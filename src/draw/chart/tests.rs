use super::*;

fn clock() -> Clock {
    Clock { trigger: 164.0, zone: "PST".into(), utc_offset: -480.0 }
}

fn spec<'a>(run: &'a [f64], clock: &'a Clock) -> ChartSpec<'a> {
    ChartSpec {
        title: "Error rate",
        size: (284.0, 84.0),
        start: -44.0,
        step: 1.0,
        run,
        baseline: None,
        other: "as it happened",
        unit: Unit::Percent,
        limit: None,
        marks: &[],
        clock,
        utc: false,
        day: "Wednesday 25 November 2020",
    }
}

#[test]
fn draw_chart_says_what_it_shows() {
    let mut run = vec![0.0; 1561];
    run[500..700].fill(0.64);
    let clock = clock();
    let baseline = vec![0.9; 1561];
    let svg = chart(&ChartSpec { baseline: Some(&baseline), limit: Some((0.5, "half")), ..spec(&run, &clock) });
    assert!(svg.contains(
        "aria-label=\"Error rate: at most 64 percent, at 10:20 PST; as it happened at most 90 percent; half at 50 percent.\""
    ));
    for part in
        ["chart-run", "chart-baseline", "chart-limit", ">100 %<", ">06:00<", ">Thu 26 Nov<", "role=\"img\"", "viewBox"]
    {
        assert!(svg.contains(part), "{part} is missing in {svg}");
    }
    assert!(svg.len() < 12_000, "{} bytes", svg.len());
    let alone = chart(&ChartSpec { baseline: Some(&run), ..spec(&run, &clock) });
    assert!(!alone.contains("chart-baseline"));
}

#[test]
fn draw_chart_escapes_texts() {
    let marks = [Mark { at: 60.0, value: None, reproduced: false, text: "<script>\"".into() }];
    let clock = clock();
    let svg = chart(&ChartSpec { title: "a<b", marks: &marks, limit: Some((0.4, "<i>")), ..spec(&[0.5; 200], &clock) });
    assert!(!svg.contains("<script") && !svg.contains("<i>") && !svg.contains("a<b"), "{svg}");
    assert!(svg.contains("chart-mark missed"));
}

#[test]
fn draw_chart_survives_odd_input() {
    let clock = clock();
    let odd = [f64::NAN, f64::INFINITY, -1.0, f64::NEG_INFINITY, 1e300, 0.0];
    for unit in [Unit::Percent, Unit::Minutes, Unit::Seconds, Unit::Times, Unit::Plain] {
        for run in [&odd[..], &[], &[1.0], &[0.0; 9]] {
            for size in [(284.0, 84.0), (0.0, 0.0), (20.0, 10.0), (1200.0, 400.0)] {
                let svg = chart(&ChartSpec { unit, size, baseline: Some(&odd), ..spec(run, &clock) });
                assert!(svg.ends_with("</svg>") && !svg.contains("NaN"), "{unit:?} {size:?} {svg}");
            }
        }
    }
}

#[test]
fn draw_cursor_and_series_share_their_plot() {
    let mut run = vec![0.0; 1001];
    run[500] = 1.0;
    let clock = clock();
    let spec = ChartSpec { start: 0.0, ..spec(&run, &clock) };
    let plot = plot_area(&spec);
    let svg = chart(&spec);
    let peak = format!("{:.1} {:.1}", plot.x + plot.width / 2.0, plot.y);
    let path = svg.split("class=\"chart-run\" d=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
    let (x, _) = path
        .split(['M', 'L'])
        .filter_map(|point| point.split_once(' '))
        .filter_map(|(x, y)| Some((x.parse::<f64>().ok()?, y.parse::<f64>().ok()?)))
        .min_by(|a, b| a.1.total_cmp(&b.1))
        .unwrap_or_default();
    assert!((x - plot.centre().x).abs() < 0.3, "{x} instead of {peak}");
}
