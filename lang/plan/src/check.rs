//! What has to hold of a plan so that a machine can run it without looking anything up twice.

use crate::program::{Action, Block, Change, Draft, Instruction, Kernel, Operand, Pool, Rule, SCALAR, Step};
use crate::sheet::Component;
use crate::{
    Flaw, MAX_COHORTS, MAX_ELEMENTS, MAX_LIST, MAX_RECORDED, MAX_SENTENCE, MAX_STATES, MAX_STEPS, MAX_VALUES,
    MAX_VECTORS, MAX_WORK, Op, REGISTERS,
};

type Checked = Result<(), Flaw>;

fn unless(holds: bool, what: &'static str) -> Checked {
    if holds { Ok(()) } else { Err(Flaw::Broken(what)) }
}

/// Checks everything.
pub(crate) fn check(draft: &Draft) -> Checked {
    let check = Check { draft };
    let ((from, until), step) = (draft.span, draft.step);
    unless(from.is_finite() && until.is_finite() && from <= until, "the run ends before it begins")?;
    unless(step.is_finite() && step > 0.0 && draft.moments() <= MAX_STEPS, "too many steps")?;
    unless(usize::from(draft.registers) <= REGISTERS, "too many registers")?;
    unless(draft.vectors.len() <= MAX_VECTORS, "too many vectors")?;
    unless(draft.vectors.iter().all(|n| (1..=MAX_COHORTS).contains(&(*n as usize))), "a vector is too long")?;
    let elements: usize = draft.vectors.iter().map(|n| *n as usize).sum();
    unless(elements <= MAX_ELEMENTS, "too many elements of vectors")?;
    unless(recorded(draft) <= MAX_RECORDED as f64, "more is recorded than there is room for")?;
    check.register(draft.now)?;
    draft.constants.iter().try_for_each(|constant| check.register(constant.0))?;
    draft.indices.iter().try_for_each(|vector| check.vector(*vector, 1).map(drop))?;
    for luck in &draft.lucks {
        check.vector(luck.vector, 1)?;
        unless(luck.spread >= 2, "luck that is not spread")?;
    }
    for parameter in &draft.parameters {
        check.register(parameter.register)?;
        let (low, high) = parameter.range;
        let numbers = parameter.value.is_finite() && parameter.scale.is_finite() && parameter.scale > 0.0;
        unless(numbers && low <= high, "a parameter without a value")?;
    }
    check.block(&draft.setup, false)?;
    check.block(&draft.main, true)?;
    check.block(&draft.pictures, false)?;
    unless(draft.strips.is_empty() || draft.between_pictures >= 1, "pictures without end")?;
    draft.kernels.iter().try_for_each(|kernel| check.kernel(kernel))?;
    for sample in &draft.samples {
        let cohorts = check.vector(sample.vector, 1)?;
        check.same(sample.initial, sample.vector)?;
        sample.rules.iter().try_for_each(|rule| check.rule(rule, cohorts))?;
    }
    draft.pools.iter().try_for_each(|pool| check.pool(pool))?;
    for stock in &draft.stocks {
        check.operand(stock.now, 1)?;
        check.same(stock.next, stock.now)?;
        check.same(stock.initial, stock.now)?;
    }
    for delay in &draft.delays {
        [delay.result, delay.source, delay.minutes].into_iter().try_for_each(|it| check.register(it))?;
    }
    draft.columns.iter().try_for_each(|column| check.register(column.register))?;
    for strip in &draft.strips {
        let length = check.vector(strip.vector, 1)?;
        strip.levels.iter().chain(&strip.held).try_for_each(|it| check.vector(*it, length).map(drop))?;
        unless(strip.states.len() <= MAX_STATES, "members with too many states")?;
    }
    for note in &draft.notes {
        check.register(note.when)?;
        note.values.iter().try_for_each(|value| check.register(*value))?;
        unless(note.text.len() == note.values.len() + 1, "a note's text does not go with its values")?;
        let length: usize = note.text.iter().map(String::len).sum();
        unless(length <= MAX_SENTENCE && note.values.len() <= MAX_VALUES, "a note is too long")?;
    }
    draft.actions.iter().try_for_each(|action| check.action(action))?;
    for remediation in &draft.remediations {
        check.changes(&remediation.changes)?;
        remediation.moves.iter().try_for_each(|(action, _)| check.listed(*action, draft.actions.len()))?;
    }
    for fact in &draft.facts {
        check.listed(fact.column, draft.columns.len())?;
        check.changes(&fact.given.set)?;
        fact.given.off.iter().try_for_each(|action| check.listed(*action, draft.actions.len()))?;
        fact.given.fix.iter().try_for_each(|fix| check.listed(*fix, draft.remediations.len()))?;
        fact.before.iter().try_for_each(|other| check.listed(*other, draft.facts.len()))?;
    }
    let conditions = draft.facts.iter().enumerate().filter(|(index, fact)| {
        !fact.given.is_empty() && draft.facts.iter().position(|other| other.given == fact.given) == Some(*index)
    });
    unless(conditions.count() <= crate::MAX_CONDITIONS, "facts with too many different conditions")?;
    check_sheet(&check)?;
    let listed = [draft.columns.len(), draft.notes.len(), draft.actions.len(), draft.facts.len(), draft.stocks.len()];
    let mut lists = listed.into_iter().chain([draft.components.len(), draft.strips.len(), draft.delays.len()]);
    unless(lists.all(|length| length <= MAX_LIST), "a list is too long")?;
    unless(draft.about.terms.len() <= crate::MAX_TERMS, "too many technical words")?;
    unless(draft.work() <= MAX_WORK, "too much work")
}

/// How many numbers a run records or remembers: columns, delays, the members in every picture, and what actions make of
/// parameters, with when.
fn recorded(draft: &Draft) -> f64 {
    let moments = draft.moments() as f64;
    let pictures = libm::ceil(moments / f64::from(draft.between_pictures.max(1)));
    let pictured = |component: &Component| {
        let strip = draft.strips.get(usize::from(component.picture.as_ref()?.strip))?;
        let drawn = 1 + usize::from(strip.levels.is_some()) + usize::from(strip.held.is_some());
        Some(draft.length(strip.vector) * drawn as f64)
    };
    let members: f64 = draft.components.iter().filter_map(pictured).sum();
    let changes: usize = draft.actions.iter().map(|action| action.changes.len()).sum();
    (draft.columns.len() + draft.delays.len() + 2 * changes) as f64 * moments + members * pictures
}

/// Checks that what people read points to what is there.
fn check_sheet(check: &Check<'_>) -> Checked {
    let draft = check.draft;
    let (parts, columns, sources) = (draft.components.len(), draft.columns.len(), draft.sources.len());
    let part = |number: u16| check.listed(number, parts);
    let column = |number: u16| check.listed(number, columns);
    let receipt = |receipt: &Option<crate::Receipt>| match receipt {
        Some(receipt) => receipt.sources.iter().try_for_each(|source| check.listed(*source, sources)),
        None => Ok(()),
    };
    if parts > 0 {
        part(draft.root)?;
        part(draft.about.opens_on)?;
    }
    draft.order.iter().try_for_each(|number| part(*number))?;
    if let Some(observer) = draft.about.observer {
        part(observer.component)?;
        column(observer.missing)?;
    }
    unless(draft.about.anatomy.iter().all(|(name, _)| usize::from(*name) < crate::ANATOMY.len()), "no such stage")?;
    check_story(check)?;
    for component in &draft.components {
        check.listed(component.kind, draft.kinds.len())?;
        let gauges = component.gauges.iter().map(|gauge| gauge.column);
        component.common.into_iter().flatten().chain(gauges).try_for_each(column)?;
        component.parameters.iter().try_for_each(|it| check.listed(*it, draft.parameters.len()))?;
        component.hears.iter().try_for_each(|it| part(*it))?;
        for need in &component.needs {
            part(need.on)?;
            check.listed(need.kind, draft.kinds.len())?;
            [need.error, need.failing, need.flow, need.again].into_iter().flatten().try_for_each(column)?;
            need.parameters.iter().try_for_each(|it| check.listed(*it, draft.parameters.len()))?;
        }
        if let Some(picture) = &component.picture {
            check.listed(picture.strip, draft.strips.len())?;
            unless(picture.zones >= 1, "a picture without zones")?;
            unless(picture.title.text.len() == picture.title.values.len() + 1, "a title does not go with its values")?;
            let meter = picture.meter.iter().flat_map(|meter| [meter.value, meter.limit]);
            let trends = picture.trends.iter().flat_map(|trend| [Some(trend.value), trend.full]).flatten();
            let numbers = picture.size.into_iter().chain(picture.limit).chain(meter).chain(trends);
            numbers.chain(picture.title.values.iter().copied()).try_for_each(column)?;
        }
    }
    for parameter in &draft.parameters {
        receipt(&parameter.receipt)?;
        parameter.component.iter().try_for_each(|it| part(*it))?;
        if let Some(crate::Knob::Words(words)) = &parameter.knob {
            words.iter().try_for_each(|(word, _)| check.listed(*word, parameter.words.len()))?;
        }
    }
    for action in &draft.actions {
        receipt(&action.receipt)?;
        action.answers.iter().try_for_each(|it| part(*it))?;
    }
    for remediation in &draft.remediations {
        receipt(&remediation.receipt)?;
        remediation.rehearses.iter().try_for_each(|it| check.listed(*it, draft.actions.len()))?;
    }
    draft.facts.iter().filter_map(|fact| fact.source).try_for_each(|source| check.listed(source, sources))?;
    let own = |component: Option<u16>, need: Option<u16>| {
        component.iter().try_for_each(|it| part(*it))?;
        let needs = component.map_or(0, |it| draft.components[usize::from(it)].needs.len());
        need.iter().try_for_each(|it| check.listed(*it, needs))
    };
    draft.notes.iter().try_for_each(|note| own(note.component, note.need))?;
    for inside in &draft.inside {
        own(Some(inside.component), inside.need)?;
        check.operand(inside.operand, 1)?;
        unless(inside.scale.is_finite() && inside.scale > 0.0, "a unit of no size")?;
    }
    Ok(())
}

/// Checks that the opening and the cards are of this day and point to what is there.
fn check_story(check: &Check<'_>) -> Checked {
    let draft = check.draft;
    let (from, until) = draft.span;
    let moment = |at: f64| unless((from..=until).contains(&at), "a story of another day");
    if let Some(opening) = &draft.about.opening {
        moment(opening.at)?;
        moment(opening.stop)?;
        let is_in_order = opening.at < 0.0 && opening.stop > 0.0;
        unless(is_in_order && opening.pace.is_finite() && opening.pace > 0.0, "an opening that does not play")?;
    }
    let story = &draft.about.story;
    unless(story.iter().all(|card| usize::from(card.part) < crate::STORY.len()), "no such part of a story")?;
    unless(story.windows(2).all(|two| two[0].part < two[1].part), "a story out of order")?;
    for card in story {
        moment(card.at)?;
        card.on.iter().try_for_each(|it| check.listed(*it, draft.components.len()))?;
        card.sources.iter().try_for_each(|it| check.listed(*it, draft.sources.len()))?;
        card.fixes.iter().try_for_each(|it| check.listed(*it, draft.remediations.len()))?;
        for knob in &card.knobs {
            check.listed(*knob, draft.parameters.len())?;
            unless(draft.parameters[usize::from(*knob)].knob.is_some(), "a story of a knob that is none")?;
        }
    }
    Ok(())
}

struct Check<'d> {
    draft: &'d Draft,
}

impl Check<'_> {
    fn register(&self, register: u16) -> Checked {
        unless(register < self.draft.registers, "there is no such register")
    }

    fn listed(&self, number: u16, length: usize) -> Checked {
        unless(usize::from(number) < length, "something that is not listed")
    }

    /// The length of a vector that has to have this many elements at least.
    fn vector(&self, vector: u16, least: u32) -> Result<u32, Flaw> {
        let length = self.draft.vectors.get(usize::from(vector)).copied().unwrap_or(0);
        unless(length >= least.max(1), "there is no such vector, or it is too short")?;
        Ok(length)
    }

    fn operand(&self, operand: Operand, least: u32) -> Checked {
        if operand & SCALAR != 0 { self.register(operand & !SCALAR) } else { self.vector(operand, least).map(drop) }
    }

    /// An operand that can be copied to another: a number to anything, a vector to one of the same length.
    fn same(&self, from: Operand, to: Operand) -> Checked {
        if to & SCALAR != 0 {
            unless(from & SCALAR != 0, "a vector where a number should be")?;
            return self.operand(from, 1);
        }
        if from & SCALAR != 0 {
            return self.operand(from, 1);
        }
        let (from, to) = (self.vector(from, 1)?, self.vector(to, 1)?);
        unless(from == to, "vectors of different lengths")
    }

    fn block(&self, block: &Block, is_main: bool) -> Checked {
        let mut end = 0;
        for step in &block.steps {
            match *step {
                Step::Code(next) => {
                    unless(next >= end && next as usize <= block.code.len(), "code that is not there")?;
                    end = next;
                }
                Step::Kernel(number) => self.listed(number, self.draft.kernels.len())?,
                Step::Sample(number) => {
                    unless(is_main, "a sample outside of the main block")?;
                    self.listed(number, self.draft.samples.len())?;
                }
                Step::Pool(number) => {
                    unless(is_main, "a pool outside of the main block")?;
                    self.listed(number, self.draft.pools.len())?;
                }
            }
        }
        unless(end as usize == block.code.len(), "code that no step runs")?;
        block.code.iter().try_for_each(|instruction| {
            unless(instruction.op.is_elementwise(), "an operation on vectors among those on numbers")?;
            self.register(instruction.to)?;
            instruction.operands().try_for_each(|operand| self.register(operand))
        })
    }

    fn kernel(&self, kernel: &Kernel) -> Checked {
        kernel.code.iter().try_for_each(|instruction| self.vector_instruction(instruction, kernel.cohorts))
    }

    fn vector_instruction(&self, instruction: &Instruction, cohorts: u32) -> Checked {
        let [a, b, _] = instruction.from;
        unless(cohorts >= 1, "a kernel without cohorts")?;
        let least = |place: usize| if instruction.op == Op::Gather && place == 0 { 1 } else { cohorts };
        for (place, operand) in instruction.operands().enumerate() {
            self.operand(operand, least(place))?;
        }
        match instruction.op {
            Op::Quantile => {
                unless(b & SCALAR != 0, "a share that differs between cohorts")?;
                return self.register(instruction.to);
            }
            op if op.is_reduction() => return self.register(instruction.to),
            Op::Shift => unless(a & SCALAR == 0 && b & SCALAR != 0, "a shift of a number")?,
            Op::Gather => unless(a & SCALAR == 0, "a number where a vector should be")?,
            _ => {}
        }
        unless(instruction.operands().all(|operand| operand != instruction.to), "a vector that overwrites itself")?;
        self.vector(instruction.to, if instruction.op == Op::Scatter { 1 } else { cohorts }).map(drop)
    }

    fn rule(&self, rule: &Rule, cohorts: u32) -> Checked {
        match rule {
            Rule::Every { period, since, spread, loads, tick, kernel, value } => {
                self.register(*period)?;
                since.iter().try_for_each(|since| self.register(*since))?;
                unless(*spread >= 2, "turns that are not spread")?;
                for (from, to) in loads {
                    self.vector(*from, cohorts)?;
                    self.vector(*to, cohorts)?;
                    unless(from != to, "a vector that overwrites itself")?;
                }
                tick.iter().try_for_each(|tick| self.vector(*tick, cohorts).map(drop))?;
                self.vector(*value, cohorts)?;
                unless(kernel.cohorts == cohorts, "a rule for other cohorts")?;
                let whole = |op| matches!(op, Op::Shift | Op::Scatter) || Op::is_reduction(op);
                unless(!kernel.code.iter().any(|it| whole(it.op)), "a rule that needs all cohorts at once")?;
                self.kernel(kernel)
            }
            Rule::When { any, kernel, value } => {
                self.register(*any)?;
                self.listed(*kernel, self.draft.kernels.len())?;
                let length = self.vector(*value, cohorts)?;
                unless(length == cohorts, "vectors of different lengths")
            }
        }
    }

    fn pool(&self, pool: &Pool) -> Checked {
        let registers = [pool.workers, pool.limit, pool.deadline, pool.jitter, pool.admitted, pool.slowdown, pool.load];
        registers.into_iter().try_for_each(|register| self.register(register))?;
        self.operand(pool.work, 1)?;
        for field in [pool.response, pool.in_time] {
            unless(field & SCALAR == pool.work & SCALAR, "a pool's answers do not go with its work")?;
            self.same(pool.work, field)?;
            unless(field != pool.work, "a vector that overwrites itself")?;
        }
        unless(pool.response != pool.in_time, "a vector that overwrites itself")?;
        self.block(&pool.trial, false)
    }

    fn action(&self, action: &Action) -> Checked {
        let numbers = [action.at, action.over, action.patience, action.takes, action.retry.unwrap_or(1.0)];
        unless(numbers.iter().all(|number| number.is_finite()), "an action without a time")?;
        unless(action.retry.is_none_or(|retry| retry > 0.0), "an action that is tried without end")?;
        action.alarm.iter().chain(&action.needs).try_for_each(|register| self.register(*register))?;
        action.after.iter().try_for_each(|other| self.listed(*other, self.draft.actions.len()))?;
        self.changes(&action.changes)
    }

    fn changes(&self, changes: &[Change]) -> Checked {
        changes.iter().try_for_each(|change| {
            unless(change.value.is_finite(), "a change to what is not a number")?;
            self.listed(change.parameter, self.draft.parameters.len())
        })
    }
}

#[cfg(test)]
mod tests;
