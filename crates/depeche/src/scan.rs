//! One pass over the normalised view that finds every form of the lexicon.
//!
//! Needs: the view and the language. Gives: hits (names, adjectives, titles, institutions, topic terms, boilerplate phrases) and, per
//! token, the classes of words that are names' company (function words, given names, verbs of saying).

use crate::lexicon::{flag, Class, Lexicon, Sense, ANY_LANG};
use crate::registry::LangId;
use crate::text::{Case, Script, TextView, Token, TokenKind};

/// A form of the lexicon in the text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Hit {
    /// First token.
    pub(crate) from: usize,
    /// One past the last token.
    pub(crate) to: usize,
    /// Bytes of clitics at the start of the first token's form that are not part of the hit.
    pub(crate) skip: usize,
    pub(crate) sense: Sense,
}

/// Bits for classes of single words.
pub(crate) mod word {
    pub(crate) const STOP: u16 = 1;
    pub(crate) const LINKER: u16 = 2;
    pub(crate) const GIVEN: u16 = 4;
    pub(crate) const FAMILY: u16 = 8;
    pub(crate) const PARTICLE: u16 = 16;
    pub(crate) const SPEECH: u16 = 32;
    pub(crate) const TRANSLITERATION: u16 = 64;
    pub(crate) const ABBREVIATION: u16 = 128;
    pub(crate) const MONTH: u16 = 256;
    pub(crate) const ORGWORD: u16 = 512;
    pub(crate) const LOCATIVE: u16 = 1024;
    /// A part of names that is also an ordinary word.
    pub(crate) const WEAK: u16 = 2048;
}

/// Everything that the pass found, each list in the order of the text.
#[derive(Debug, Default)]
pub(crate) struct Hits {
    /// Names and adjectives.
    pub(crate) names: Vec<Hit>,
    /// Titles.
    pub(crate) titles: Vec<Hit>,
    /// Institutions without their state.
    pub(crate) institutions: Vec<Hit>,
    /// Words of organisations and places.
    pub(crate) orgwords: Vec<Hit>,
    /// Phrases of what is not article.
    pub(crate) boilerplate: Vec<Hit>,
    /// Terms of topics.
    pub(crate) topics: Vec<Hit>,
    /// Bits of [`word`] per token.
    pub(crate) words: Vec<u16>,
    /// Tokens that are given names only behind a clitic, with the bytes of the clitic, in order.
    skips: Vec<(usize, usize)>,
}

impl Hits {
    /// Bytes of clitics before the given name in a token.
    pub(crate) fn name_skip(&self, token: usize) -> usize {
        self.skips.binary_search_by_key(&token, |s| s.0).map_or(0, |i| self.skips[i].1)
    }

    /// Keeps what starts at a token of which `keep` holds; phrases of boilerplate stay.
    pub(crate) fn keep(&mut self, keep: impl Fn(usize) -> bool) {
        for list in [&mut self.names, &mut self.titles, &mut self.institutions, &mut self.orgwords, &mut self.topics] {
            list.retain(|h| keep(h.from) && keep(h.to - 1));
        }
    }
}

/// Fewest letters that must remain after clitics are taken off.
const LEAST_AFTER_CLITIC: usize = 3;

/// Compared byte by byte: clitics are a letter or two.
fn begins(form: &str, clitic: &str) -> bool {
    form.len() >= clitic.len() && form.bytes().zip(clitic.bytes()).all(|(a, b)| a == b)
}

struct Scanner<'a> {
    text: &'a str,
    view: &'a TextView,
    lang: Option<LangId>,
    lexicon: &'a Lexicon,
    hits: Hits,
}

/// Scans a text.
pub(crate) fn scan(text: &str, view: &TextView, lang: Option<LangId>, lexicon: &Lexicon) -> Hits {
    let hits = Hits { words: vec![0; view.tokens.len()], ..Hits::default() };
    let mut scanner = Scanner { text, view, lang, lexicon, hits };
    for (i, token) in view.tokens.iter().enumerate() {
        if token.kind == TokenKind::Address {
            continue;
        }
        scanner.at(i, 0, false);
        if token.script == Script::Arabic {
            scanner.after_clitics(i);
        }
    }
    scanner.hits
}

impl Scanner<'_> {
    fn after_clitics(&mut self, i: usize) {
        let form = self.view.form(i);
        let tables = &self.lexicon.tables;
        let long_enough = |skip: usize| form[skip..].chars().nth(LEAST_AFTER_CLITIC - 1).is_some();
        let clitics = || tables.proclitics.iter().map(|c| c.len()).zip(&tables.proclitics).filter(|c| begins(form, c.1));
        for (skip, _) in clitics().filter(|c| long_enough(c.0)) {
            self.at(i, skip, false);
        }
        // What can be taken off with the article: ال, وال, بال, لل.
        for before in std::iter::once(0).chain(clitics().map(|c| c.0)) {
            for article in tables.articles.iter().chain(&tables.fused).filter(|a| begins(&form[before..], a)) {
                let skip = before + article.len();
                if long_enough(skip) {
                    self.at(i, skip, true);
                }
            }
        }
    }

    /// Forms that start `skip` bytes into token `i`. Behind an article only words of the language count, not names, which have
    /// their article in the lexicon.
    fn at(&mut self, i: usize, skip: usize, behind_article: bool) {
        let lexicon = self.lexicon;
        let start = self.view.tokens[i].norm as usize + skip;
        let mut last = i;
        for (key, length) in lexicon.prefixes(&self.view.norm.as_bytes()[start..]) {
            let end = (start + length) as u32;
            while self.view.tokens[last].norm_end < end && last + 1 < self.view.tokens.len() {
                last += 1;
            }
            let whole = self.view.tokens[last].norm_end == end;
            let wild = !whole && self.view.tokens[last].norm < end && lexicon.is_wild(key);
            if !whole && !wild {
                continue;
            }
            for sense in lexicon.senses(key) {
                if (whole || sense.has(flag::WILD)) && (!behind_article || sense.class == Class::Topic) {
                    self.sense(Hit { from: i, to: last + 1, skip, sense });
                }
            }
        }
    }

    fn sense(&mut self, hit: Hit) {
        let class = hit.sense.class;
        if class == Class::Boilerplate {
            return self.hits.boilerplate.push(hit);
        }
        let own = hit.sense.lang == ANY_LANG || Some(hit.sense.lang) == self.lang;
        let admitted = own || (class == Class::Name && self.foreign(&hit));
        if !admitted {
            return;
        }
        if matches!(class, Class::Name | Class::Adjective | Class::Institution | Class::OrgWord | Class::Title) && !self.case_fits(&hit) {
            return;
        }
        match class {
            Class::Name | Class::Adjective => self.hits.names.push(hit),
            Class::Title => self.hits.titles.push(hit),
            Class::Institution => self.hits.institutions.push(hit),
            Class::Topic => self.hits.topics.push(hit),
            Class::OrgWord => {
                self.hits.words[hit.from] |= word::ORGWORD;
                self.hits.orgwords.push(hit);
            }
            _ => self.word(&hit),
        }
    }

    /// A name in another language counts where it cannot be taken for a word of this one: it is strong and has a capital, or its script
    /// is another one.
    fn foreign(&self, hit: &Hit) -> bool {
        let token = &self.view.tokens[hit.from];
        let letters = (self.view.tokens[hit.to - 1].norm_end - token.norm) as usize;
        let strong = !hit.sense.has(flag::WEAK | flag::SHORT | flag::INFLECTED) && letters >= 3;
        strong && (token.is_capital() && hit.sense.has(flag::CAPITAL) || matches!(token.script, Script::Han | Script::Arabic) && hit.skip == 0)
    }

    fn case_fits(&self, hit: &Hit) -> bool {
        let tokens = &self.view.tokens[hit.from..hit.to];
        let sense = hit.sense;
        if sense.has(flag::CASE) && !sense.has(flag::CAPITAL) {
            return self.all_capitals(tokens);
        }
        if !sense.has(flag::CAPITAL) || !matches!(tokens[0].script, Script::Latin | Script::Cyrillic) {
            return true;
        }
        if sense.has(flag::ACRONYM) {
            let upper = self.all_capitals(tokens);
            return upper || (!sense.has(flag::CASE) && tokens[0].case == Case::Capital);
        }
        tokens[0].is_capital()
    }

    fn all_capitals(&self, tokens: &[Token]) -> bool {
        let (from, to) = (tokens[0].start as usize, tokens[tokens.len() - 1].end as usize);
        !self.text[from..to].chars().any(char::is_lowercase)
    }

    fn word(&mut self, hit: &Hit) {
        let weak = if hit.sense.has(flag::WEAK) { word::WEAK } else { 0 };
        let bit = match hit.sense.class {
            Class::Stop => word::STOP,
            Class::Linker => word::LINKER | word::STOP,
            Class::Locative => word::LOCATIVE | word::STOP,
            Class::Given => word::GIVEN | weak,
            Class::Family => word::FAMILY | weak,
            Class::Particle => word::PARTICLE,
            Class::Speech => word::SPEECH,
            Class::Transliteration => word::TRANSLITERATION,
            Class::Abbreviation => word::ABBREVIATION,
            Class::Month => word::MONTH,
            _ => return,
        };
        // What a clitic hides is a word too (وقال), but not a function word.
        let mark = if hit.sense.class == Class::Abbreviation { hit.to - 1 } else { hit.from };
        let new_given = bit & word::GIVEN != 0 && self.hits.words[mark] & word::GIVEN == 0;
        if hit.skip > 0 && new_given {
            self.hits.skips.push((mark, hit.skip));
        }
        if hit.skip == 0 || bit & (word::SPEECH | word::GIVEN | word::FAMILY) != 0 {
            self.hits.words[mark] |= bit;
        }
    }
}
