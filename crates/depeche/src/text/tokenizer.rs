//! One pass over the text that makes the view.

use super::fold::{fold, Fold};
use super::markup::{self, Markup, Missing};
use super::traits::{traits, Class, Traits};
use super::{Case, Gap, Line, Script, TextView, Token, TokenKind};

pub(super) struct Tokenizer<'t> {
    text: &'t str,
    at: usize,
    gap: Gap,
    line_start: usize,
    line_token: usize,
    blank: bool,
    missing: Missing,
    view: TextView,
}

impl<'t> Tokenizer<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let view = TextView { norm: String::with_capacity(text.len() + 8), tokens: Vec::with_capacity(text.len() / 6), ..TextView::default() };
        Tokenizer { text, at: 0, gap: Gap::Blank, line_start: 0, line_token: 0, blank: true, missing: Missing::default(), view }
    }

    pub(super) fn run(mut self) -> TextView {
        while let Some(c) = self.text[self.at..].chars().next() {
            self.step(c);
        }
        self.end_line(self.at);
        self.view
    }

    fn step(&mut self, c: char) {
        match traits(c).class {
            Class::Newline => self.newline(c),
            Class::Space => self.skip(c.len_utf8(), Gap::Space),
            Class::Transparent => self.skip(c.len_utf8(), Gap::None),
            Class::Ideograph => self.push(self.at + c.len_utf8(), TokenKind::Ideograph, Script::Han, Case::Lower),
            Class::Word => self.word(c),
            Class::Punct => self.punct(c),
        }
    }

    fn skip(&mut self, bytes: usize, gap: Gap) {
        self.at += bytes;
        self.gap = self.gap.max(gap);
    }

    fn newline(&mut self, c: char) {
        let next = self.at + c.len_utf8();
        self.end_line(self.at);
        let gap = if self.gap >= Gap::Line { Gap::Blank } else { Gap::Line };
        // "\r\n" is one line end.
        self.at = next + usize::from(c == '\r' && self.text[next..].starts_with('\n'));
        self.line_start = self.at;
        self.gap = self.gap.max(gap);
    }

    fn end_line(&mut self, end: usize) {
        let tokens = (self.line_token, self.view.tokens.len());
        if tokens.0 < tokens.1 {
            self.view.lines.push(Line { start: self.line_start, end, tokens, after_blank: self.blank });
            self.blank = false;
        } else {
            self.blank = true;
        }
        self.line_token = tokens.1;
    }

    fn markup(&mut self, bytes: usize, effect: Markup) {
        let start = self.at;
        self.view.markup.push((start as u32, (start + bytes) as u32));
        match effect {
            Markup::Inline => self.skip(bytes, Gap::None),
            Markup::Line => self.break_line(bytes, Gap::Line),
            Markup::Block => {
                self.break_line(bytes, Gap::Blank);
                self.blank = true;
            }
        }
    }

    fn break_line(&mut self, bytes: usize, gap: Gap) {
        self.end_line(self.at);
        self.skip(bytes, gap);
        self.line_start = self.at;
    }

    fn word(&mut self, first: char) {
        let rest = &self.text[self.at..];
        if matches!(first, 'h' | 'H' | 'w' | 'W' | 'f') {
            if let Some(length) = markup::address(rest) {
                return self.push(self.at + length, TokenKind::Address, Script::Other, Case::Lower);
            }
        }
        let (mut end, mut capitals, mut lowers) = (0, 0, 0);
        let mut script = Script::Other;
        for (i, c) in rest.char_indices() {
            let traits = traits(c);
            match traits.class {
                Class::Word => end = i + c.len_utf8(),
                Class::Transparent => continue,
                _ => break,
            }
            capitals += usize::from(traits.upper);
            lowers += usize::from(traits.lower);
            if script == Script::Other {
                script = traits.script;
            }
        }
        self.push(self.at + end, TokenKind::Word, script, case(traits(first), capitals, lowers));
    }

    fn punct(&mut self, c: char) {
        let rest = &self.text[self.at..];
        let at_line_start = self.line_token == self.view.tokens.len();
        let found = match c {
            '<' => markup::tag(rest, &mut self.missing),
            ']' => markup::link_target(rest).map(|n| (n, Markup::Inline)),
            '*' | '_' | '#' => markup::emphasis(rest, at_line_start).map(|n| (n, Markup::Inline)),
            '&' => return self.ampersand(),
            _ => None,
        };
        match found {
            Some((bytes, effect)) => self.markup(bytes, effect),
            None => self.push(self.at + c.len_utf8(), TokenKind::Punct, Script::Other, Case::Lower),
        }
    }

    /// A character reference counts as what it stands for; spaces and invisible ones are markup, letters are rare and stay punctuation
    /// in kind but not in form.
    fn ampersand(&mut self) {
        match markup::entity(&self.text[self.at..]) {
            None => self.push(self.at + 1, TokenKind::Punct, Script::Other, Case::Lower),
            Some((bytes, c)) if matches!(traits(c).class, Class::Space | Class::Newline | Class::Transparent) => {
                let gap = if traits(c).class == Class::Transparent { Gap::None } else { Gap::Space };
                self.skip(bytes, gap);
            }
            Some((bytes, c)) => self.push_as(self.at + bytes, c),
        }
    }

    fn push_as(&mut self, end: usize, c: char) {
        let kind = if traits(c).class == Class::Word { TokenKind::Word } else { TokenKind::Punct };
        let mut buffer = [0; 4];
        let form = c.encode_utf8(&mut buffer).to_owned();
        self.push_form(end, &form, kind, traits(c).script, Case::Lower);
    }

    fn push(&mut self, end: usize, kind: TokenKind, script: Script, case: Case) {
        let text = self.text;
        self.push_form(end, &text[self.at..end], kind, script, case);
    }

    fn push_form(&mut self, end: usize, form: &str, kind: TokenKind, script: Script, case: Case) {
        self.separate();
        let norm = self.view.norm.len();
        match kind {
            // An address is opaque: no name may match into or across it.
            TokenKind::Address => self.view.norm.push('\u{1}'),
            _ => fold_into(form, &mut self.view.norm),
        }
        if kind == TokenKind::Punct && self.joins(end, &self.view.norm[norm..]) {
            self.view.norm.truncate(norm);
            self.view.norm.push(' ');
        }
        let token =
            Token { start: self.at as u32, end: end as u32, norm: norm as u32, norm_end: self.view.norm.len() as u32, kind, gap: self.gap, script, case };
        self.view.tokens.push(token);
        self.at = end;
        self.gap = Gap::None;
    }

    /// A hyphen between two letters reads as a space: names are written both ways.
    fn joins(&self, end: usize, form: &str) -> bool {
        form == "-"
            && self.gap == Gap::None
            && self.view.tokens.last().is_some_and(|t| t.kind == TokenKind::Word)
            && self.text[end..].chars().next().is_some_and(|c| traits(c).class == Class::Word)
    }

    fn separate(&mut self) {
        if self.view.tokens.is_empty() {
            return;
        }
        match self.gap {
            Gap::None => {}
            Gap::Space | Gap::Line => self.view.norm.push(' '),
            Gap::Blank => self.view.norm.push('\n'),
        }
    }
}

fn fold_into(form: &str, norm: &mut String) {
    if form.is_ascii() {
        let start = norm.len();
        norm.push_str(form);
        return norm[start..].make_ascii_lowercase();
    }
    for c in form.chars() {
        match fold(c) {
            Fold::One(f) => norm.push(f),
            Fold::Many(s) => norm.push_str(s),
            Fold::Nothing => {}
        }
    }
}

fn case(first: Traits, capitals: usize, lowers: usize) -> Case {
    if first.numeric {
        Case::Digit
    } else if capitals >= 2 && lowers == 0 {
        Case::Upper
    } else if first.upper {
        Case::Capital
    } else {
        Case::Lower
    }
}
