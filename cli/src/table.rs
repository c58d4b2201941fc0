//! Aligned columns and wrapped lines.

/// Widest line that people should have to read.
const WIDTH: usize = 100;

/// On which side the texts of a column stand.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// Words.
    Left,
    /// Figures.
    Right,
}

/// A table with a heading for each column; two spaces lie between columns.
pub(crate) fn table<const N: usize>(headings: [(&str, Side); N], rows: &[[String; N]]) -> String {
    let width = |column: usize| {
        let cells = rows.iter().map(|row| row[column].chars().count());
        cells.chain([headings[column].0.chars().count()]).max().unwrap_or(0)
    };
    let widths: [usize; N] = std::array::from_fn(width);
    let line = |cells: [&str; N]| {
        let mut text = String::new();
        for (index, cell) in cells.into_iter().enumerate() {
            let gap = " ".repeat(widths[index].saturating_sub(cell.chars().count()));
            text += if index > 0 { "  " } else { "" };
            text += &match headings[index].1 {
                Side::Left => format!("{cell}{gap}"),
                Side::Right => format!("{gap}{cell}"),
            };
        }
        format!("{}\n", text.trim_end())
    };
    let mut text = line(headings.map(|(heading, _)| heading));
    text.extend(rows.iter().map(|row| line(std::array::from_fn(|column| row[column].as_str()))));
    text
}

/// A text in lines of readable length, each indented.
pub(crate) fn wrapped(text: &str, indent: usize) -> String {
    let margin = " ".repeat(indent);
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let last = lines.len() - 1;
        let length = lines[last].chars().count();
        if length == 0 {
            lines[last] += word;
        } else if indent + length + 1 + word.chars().count() <= WIDTH {
            lines[last] += " ";
            lines[last] += word;
        } else {
            lines.push(word.to_owned());
        }
    }
    lines.iter().map(|line| format!("{margin}{line}\n")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_aligned() {
        let rows = [["a".to_owned(), "1".to_owned()], ["día".to_owned(), "100".to_owned()]];
        let text = table([("name", Side::Left), ("n", Side::Right)], &rows);
        assert_eq!(text, "name    n\na       1\ndía   100\n");
    }

    #[test]
    fn long_texts_are_wrapped() {
        let text = wrapped(&"word ".repeat(60), 4);
        assert!(text.lines().all(|line| line.starts_with("    word") && line.len() <= WIDTH));
        assert_eq!(text.matches("word").count(), 60);
    }
}
