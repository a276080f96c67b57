//! Forms of words by the paradigms of `inflection.tsv`: used when the lexicon is compiled, so that matching needs no grammar.

use crate::registry::rows;

/// Paradigms of a language.
#[derive(Debug, Default)]
pub(super) struct Inflection {
    rules: Vec<Rule>,
}

#[derive(Debug)]
struct Rule {
    class: String,
    ending: String,
    /// `(prefix, ending)`.
    forms: Vec<(String, String)>,
}

/// Most forms that one name may have; combinations beyond are cut.
const MOST_FORMS: usize = 400;

impl Inflection {
    pub(super) fn parse(source: &str) -> Self {
        let mut rules: Vec<Rule> = rows(source).skip(1).filter_map(|r| rule(&r)).collect();
        rules.sort_by_key(|r| std::cmp::Reverse(r.ending.chars().count()));
        Inflection { rules }
    }

    /// Forms of a word in a class; only the word itself when no paradigm fits.
    fn word(&self, word: &str, class: &str) -> Vec<String> {
        let lower = word.to_lowercase();
        // Some letters change length with case; such words have no paradigm.
        let fits = |r: &&Rule| r.class == class && lower.len() == word.len() && word.len() >= r.ending.len() && lower.ends_with(&r.ending);
        let longest = self.rules.iter().find(fits).map(|r| &r.ending);
        let mut forms = vec![word.to_owned()];
        for rule in self.rules.iter().filter(fits).filter(|r| Some(&r.ending) == longest) {
            let stem = &word[..word.len() - rule.ending.len()];
            forms.extend(rule.forms.iter().map(|(prefix, ending)| format!("{prefix}{stem}{ending}")));
        }
        forms.sort();
        forms.dedup();
        forms
    }

    fn is_adjective(&self, word: &str) -> bool {
        self.rules.iter().any(|r| r.class == "adjective" && word.chars().count() > r.ending.chars().count() + 2 && word.ends_with(&r.ending))
    }

    /// Forms of an adjective or noun of nationality.
    pub(super) fn demonym(&self, name: &str) -> Vec<String> {
        self.phrase(name, |_| "demonym")
    }

    /// Forms of a person's name: the last word as a family name, the others as given names.
    pub(super) fn person(&self, name: &str) -> Vec<String> {
        let words: Vec<&str> = name.split(' ').collect();
        let small = |i: usize| words[i].starts_with(char::is_lowercase);
        self.phrase(name, |i| match i {
            _ if small(i) => "",
            _ if i + 1 == words.len() => "family",
            _ => "given",
        })
    }

    /// Forms of any other name or term: adjectives and the noun that they lead to; what follows the noun depends on it and stays.
    pub(super) fn noun_phrase(&self, name: &str) -> Vec<String> {
        let words: Vec<&str> = name.split(' ').collect();
        let noun = words.iter().position(|w| !self.is_adjective(w)).unwrap_or(words.len() - 1);
        self.phrase(name, |i| match i {
            _ if i < noun => "modifier",
            _ if i == noun => "noun",
            _ => "",
        })
    }

    fn phrase(&self, name: &str, class: impl Fn(usize) -> &'static str) -> Vec<String> {
        let mut phrases = vec![String::new()];
        for (i, word) in name.split(' ').enumerate() {
            let forms = if inflects(word) { self.word(word, class(i)) } else { vec![word.to_owned()] };
            phrases = combine(&phrases, &forms);
            phrases.truncate(MOST_FORMS);
        }
        phrases
    }
}

/// Acronyms and words with digits stay as they are.
fn inflects(word: &str) -> bool {
    let acronym = word.chars().count() > 1 && word.chars().all(char::is_uppercase);
    !acronym && !word.chars().any(|c| c.is_ascii_digit())
}

fn combine(phrases: &[String], forms: &[String]) -> Vec<String> {
    let join = |p: &String, f: &String| if p.is_empty() { f.clone() } else { format!("{p} {f}") };
    phrases.iter().flat_map(|p| forms.iter().map(move |f| join(p, f))).collect()
}

fn rule(row: &[&str]) -> Option<Rule> {
    let [class, ending, forms] = row[..] else { return None };
    Some(Rule { class: class.to_owned(), ending: zero(ending), forms: forms.split('|').map(form).collect() })
}

fn zero(ending: &str) -> String {
    if ending == "0" {
        String::new()
    } else {
        ending.to_owned()
    }
}

fn form(form: &str) -> (String, String) {
    match form.split_once('+') {
        Some((prefix, ending)) => (prefix.to_owned(), zero(ending)),
        None => (String::new(), zero(form)),
    }
}
