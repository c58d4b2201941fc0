use super::*;

const MARGINS: Margins = Margins { top: 66.0, bottom: 40.0 };

fn built_in() -> impl Iterator<Item = Scenario> {
    outage_sim::BUILT_IN.iter().filter_map(|(_, plan)| Scenario::read(plan).ok())
}

fn pictures() -> impl Iterator<Item = (Scenario, Layout)> {
    built_in().flat_map(|scenario| {
        let widths = (200..2000).step_by(50).map(f64::from);
        widths.map(|width| (scenario.clone(), layout(&scenario, width, 574.0, MARGINS))).collect::<Vec<_>>()
    })
}

#[test]
fn draw_cards_never_overlap_and_stay_inside() {
    for (scenario, picture) in pictures() {
        assert_eq!(picture.cards.len(), scenario.components.len());
        for (index, card) in picture.cards.iter().enumerate() {
            let name = &scenario.components[index].id;
            assert!(card.x >= 0.0 && card.right() <= picture.width, "{name} {card:?}");
            assert!(card.y >= MARGINS.top - 1.0 && card.bottom() <= picture.height - MARGINS.bottom + 1.0, "{name}");
            for (other, beside) in picture.cards.iter().enumerate().skip(index + 1) {
                let apart = card.right() <= beside.x
                    || beside.right() <= card.x
                    || card.bottom() <= beside.y
                    || beside.bottom() <= card.y;
                assert!(apart, "{name} and {} at {} px", scenario.components[other].id, picture.width);
            }
        }
        let root = picture.cards[scenario.root()];
        for part in [picture.heading, picture.grid, picture.captions] {
            assert!(part.x > root.x && part.right() < root.right() && part.y >= root.y, "{part:?}");
            assert!(part.bottom() <= root.bottom() && part.height > 40.0, "{part:?} in {root:?}");
        }
    }
}

#[test]
fn draw_no_line_runs_through_a_card() {
    for (scenario, picture) in pictures() {
        let count: usize = scenario.components.iter().map(|component| component.needs.len()).sum();
        assert_eq!(picture.edges.len(), count);
        for edge in &picture.edges {
            for step in 0..=400 {
                let point = edge.curve.at(f64::from(step) / 400.0);
                assert!((0.0..=picture.width).contains(&point.x) && (0.0..=picture.height).contains(&point.y));
                let inner = |card: &&Rect| {
                    let smaller =
                        Rect { x: card.x + 0.5, y: card.y + 0.5, width: card.width - 1.0, height: card.height - 1.0 };
                    smaller.contains(point)
                };
                if let Some(card) = picture.cards.iter().position(|card| inner(&card)) {
                    let name = |component: usize| &scenario.components[component].id;
                    panic!(
                        "{} to {} runs through {} at {} px",
                        name(edge.caller),
                        name(edge.callee),
                        name(card),
                        picture.width
                    );
                }
            }
        }
    }
}

#[test]
fn draw_lines_join_the_cards_they_belong_to() {
    for (_, picture) in pictures() {
        for edge in &picture.edges {
            for (component, point) in [(edge.caller, edge.curve.at(0.0)), (edge.callee, edge.curve.at(1.0))] {
                let card = picture.cards[component];
                let on_side = (point.x - card.x).abs() < 0.1 || (point.x - card.right()).abs() < 0.1;
                let on_bottom = (point.y - card.bottom()).abs() < 0.1;
                let beside = point.y >= card.y && point.y <= card.bottom();
                let below = point.x >= card.x && point.x <= card.right();
                assert!((on_side && beside) || (on_bottom && below), "{point:?} {card:?}");
            }
        }
    }
}

#[test]
fn draw_wide_pictures_are_cascades_and_narrow_ones_lists() {
    for scenario in built_in() {
        assert!(layout(&scenario, 800.0, 574.0, MARGINS).wide);
        assert!(!layout(&scenario, 390.0, 574.0, MARGINS).wide);
        let picture = layout(&scenario, 800.0, 574.0, MARGINS);
        assert_eq!(picture.height, 574.0);
        for edge in &picture.edges {
            let (caller, callee) = (picture.cards[edge.caller], picture.cards[edge.callee]);
            if caller.x > callee.right() {
                assert!(edge.curve.at(0.0).x == caller.x && edge.curve.at(1.0).x == callee.right());
            }
        }
        for odd in [f64::NAN, 0.0, -5.0, f64::INFINITY, 1e9] {
            let _ = layout(&scenario, odd, odd, MARGINS);
        }
    }
}
