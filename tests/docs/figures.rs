//! The comparison's figures stand in one place, between its marks.

use crate::blocks::pages;

#[test]
fn the_figures_can_be_refreshed_in_one_place() {
    let page = pages().into_iter().find(|page| page.path == "docs/comparison.md").unwrap();
    let (before, rest) = page.text.split_once("<!-- figures: begin").unwrap();
    let (figures, after) = rest.split_once("<!-- figures: end -->").unwrap();
    let is_figure =
        |text: &str| text.split(['|', '*', ' ']).any(|word| word.parse::<f64>().is_ok());
    assert!(is_figure(figures) && !is_figure(before) && !is_figure(after));
    let rows = figures.lines().filter(|line| line.starts_with("| ")).skip(1);
    let tools: Vec<&str> = rows.filter_map(|row| row.split('|').nth(1)).map(str::trim).collect();
    assert!(tools.len() > 5, "{tools:?}");
}
