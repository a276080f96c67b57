//! From the source tables in `data/` to the compiled lexicon. `depeche-dev generate` calls it.

use super::inflection::Inflection;
use super::source::{first_characters, name_and_flags, names, shape_flags, Row};
use super::{flag, Class, Sense, ANY_LANG};
use crate::registry::{self, rows, LangId};
use crate::text::TextView;
use std::collections::{BTreeMap, BTreeSet};

/// Source files by their path under `data/`.
pub type Sources = BTreeMap<String, String>;

const MAGIC: &[u8] = b"DEPECHE1";
/// Files of the lexicon with columns of their own.
const SPECIAL: &[&str] = &["lexicon/terms.tsv", "lexicon/institutions.tsv", "lexicon/demonyms.tsv"];

/// The compiled form of the sources, or every fault found in them.
///
/// # Errors
/// One line a fault: file, row and what is wrong.
pub fn compile(sources: &Sources) -> Result<Vec<u8>, Vec<String>> {
    let mut compiler = Compiler::new(sources);
    compiler.run(sources);
    if compiler.faults.is_empty() {
        Ok(compiler.write())
    } else {
        Err(compiler.faults)
    }
}

/// The sections of a compiled lexicon; none when the bytes are not one.
pub(super) fn sections(bytes: &'static [u8]) -> Vec<&'static [u8]> {
    let mut rest = bytes.strip_prefix(MAGIC).unwrap_or_default();
    let mut sections = Vec::new();
    while let Some((length, tail)) = rest.split_first_chunk::<4>() {
        let length = u32::from_le_bytes(*length) as usize;
        let Some((section, tail)) = tail.split_at_checked(length) else { break };
        sections.push(section);
        rest = tail;
    }
    sections
}

struct Compiler {
    langs: Vec<(LangId, &'static str)>,
    inflections: BTreeMap<LangId, Inflection>,
    clitic_langs: BTreeSet<LangId>,
    title_terms: BTreeSet<(LangId, String)>,
    keys: BTreeMap<String, BTreeSet<Sense>>,
    entities: Vec<Vec<String>>,
    by_id: BTreeMap<String, usize>,
    orders: BTreeMap<String, String>,
    tables: [Vec<String>; 12],
    faults: Vec<String>,
}

/// Places in the file of the text sections, as `Tables::read` reads them.
mod section {
    pub(super) const LANGS: usize = 0;
    pub(super) const ENTITIES: usize = 1;
    pub(super) const TITLES: usize = 2;
    pub(super) const INSTITUTIONS: usize = 3;
    pub(super) const KINDS: usize = 4;
    pub(super) const ORGWORDS: usize = 5;
    pub(super) const HOLDERS: usize = 6;
    pub(super) const BOILERPLATE: usize = 7;
    pub(super) const TOPICS: usize = 8;
    pub(super) const TERMS: usize = 9;
    pub(super) const PROCLITICS: usize = 10;
    pub(super) const ARTICLES: usize = 11;
}

impl Compiler {
    fn new(sources: &Sources) -> Self {
        let folders: BTreeSet<&str> = sources.keys().filter_map(|p| p.split_once('/')).map(|p| p.0).collect();
        let langs: Vec<(LangId, &str)> =
            registry::languages().iter().enumerate().filter(|(_, l)| folders.contains(l.code)).map(|(i, l)| (i as LangId, l.code)).collect();
        let inflection = |code: &str| sources.get(&format!("{code}/inflection.tsv")).map(|s| Inflection::parse(s));
        Compiler {
            inflections: langs.iter().filter_map(|(id, code)| Some((*id, inflection(code)?))).collect(),
            clitic_langs: langs.iter().filter(|l| sources.contains_key(&format!("{}/clitics.tsv", l.1))).map(|l| l.0).collect(),
            langs,
            title_terms: BTreeSet::new(),
            keys: BTreeMap::new(),
            entities: Vec::new(),
            by_id: BTreeMap::new(),
            orders: BTreeMap::new(),
            tables: Default::default(),
            faults: Vec::new(),
        }
    }

    fn run(&mut self, sources: &Sources) {
        self.tables[section::LANGS] = self.langs.iter().map(|l| l.1.to_owned()).collect();
        self.clitics(sources);
        for (lang, code) in self.langs.clone() {
            self.each(sources, &format!("{code}/titles.tsv"), |c, row| {
                c.title_terms.insert((lang, TextView::normalize(row.get("term"))));
            });
        }
        self.each(sources, "lexicon/states.tsv", Self::order);
        for file in sources.keys().filter(|f| f.starts_with("lexicon/") && !SPECIAL.contains(&f.as_str())) {
            self.each(sources, file, Self::entity);
        }
        for (_, code) in self.langs.clone() {
            self.each(sources, &format!("{code}/lexicon.tsv"), Self::own_names);
        }
        self.each(sources, "lexicon/demonyms.tsv", Self::demonyms);
        self.each(sources, "lexicon/institutions.tsv", Self::institution_kind);
        self.each(sources, "lexicon/terms.tsv", Self::holder);
        self.each(sources, "topics/topics.tsv", Self::topic);
        for (lang, code) in self.langs.clone() {
            self.language(sources, lang, code);
        }
        for file in sources.keys().filter(|f| f.starts_with("topics/") && f.as_str() != "topics/topics.tsv") {
            self.each(sources, file, Self::topic_term);
        }
    }

    fn language(&mut self, sources: &Sources, lang: LangId, code: &str) {
        type Handler = fn(&mut Compiler, &Row<'_>, LangId);
        let files: [(&str, Handler); 9] = [
            ("stopwords", Self::stopword),
            ("titles", Self::title),
            ("institutions", Self::institution),
            ("orgwords", Self::orgword),
            ("names", Self::name_part),
            ("speech", Self::speech),
            ("boilerplate", Self::boilerplate),
            ("abbreviations", Self::abbreviation),
            ("months", Self::month),
        ];
        for (file, handler) in files {
            self.each(sources, &format!("{code}/{file}.tsv"), |c, row| handler(c, row, lang));
        }
    }

    fn each(&mut self, sources: &Sources, file: &str, mut handler: impl FnMut(&mut Self, &Row<'_>)) {
        let Some(source) = sources.get(file) else { return };
        let mut lines = rows(source);
        let columns = lines.next().unwrap_or_default();
        for cells in lines {
            if cells.len() != columns.len() {
                self.faults.push(format!("{file}: {} cells instead of {} in the row {:?}", cells.len(), columns.len(), cells[0]));
                continue;
            }
            handler(self, &Row { file, columns: &columns, cells });
        }
    }

    fn fault(&mut self, row: &Row<'_>, what: &str) {
        self.faults.push(format!("{}: {what} in the row {:?}", row.file, row.cells[0]));
    }

    fn add(&mut self, form: &str, sense: Sense) {
        let key = TextView::normalize(form);
        if !key.is_empty() {
            self.keys.entry(key).or_default().insert(sense);
        }
    }

    fn add_forms(&mut self, base: &str, forms: Vec<String>, sense: Sense) {
        for form in forms {
            let inflected = if form == base { 0 } else { flag::INFLECTED };
            self.add(&form, Sense { flags: sense.flags | inflected, ..sense });
        }
    }

    fn order(&mut self, row: &Row<'_>) {
        self.orders.insert(row.get("id").to_owned(), row.get("name_order").to_owned());
    }

    fn entity(&mut self, row: &Row<'_>) {
        let id = row.get("id").to_owned();
        if self.by_id.contains_key(&id) {
            return self.fault(row, "an id that another row has");
        }
        let entity_type = if row.columns.contains(&"type") { row.get("type") } else { "country" };
        if !["person", "organization", "country", "place"].contains(&entity_type) {
            return self.fault(row, "an unknown type");
        }
        let country = if entity_type == "country" { id.as_str() } else { row.get("country") };
        let mut cells = vec![
            id.clone(),
            entity_type.to_owned(),
            country.to_owned(),
            row.get("role").to_owned(),
            row.get("metonym").to_owned(),
            row.get("article").to_owned(),
        ];
        let index = self.entities.len();
        for (lang, code) in self.langs.clone() {
            let cell = row.get(code);
            cells.push(names(cell).map(|n| name_and_flags(n).0).collect::<Vec<_>>().join("|"));
            for name in names(cell) {
                self.name(index, entity_type, country, lang, name);
            }
        }
        self.entities.push(cells);
        self.by_id.insert(id, index);
    }

    /// Names that a language's own folder adds.
    fn own_names(&mut self, row: &Row<'_>) {
        let Some(index) = self.by_id.get(row.get("id")).copied() else { return self.fault(row, "an unknown actor") };
        let lang = row.file.split('/').next().and_then(registry::find).unwrap_or(ANY_LANG);
        let (entity_type, country) = (self.entities[index][1].clone(), self.entities[index][2].clone());
        for name in names(row.get("names")) {
            self.name(index, &entity_type, &country, lang, name);
        }
    }

    fn name(&mut self, index: usize, entity_type: &str, country: &str, lang: LangId, name: &str) {
        let (name, marks) = name_and_flags(name);
        let mut flags = shape_flags(name);
        for (mark, bit) in [("case", flag::CASE), ("weak", flag::WEAK), ("short", flag::SHORT)] {
            flags |= if marks.contains(&mark) { bit } else { 0 };
        }
        let sense = Sense { class: Class::Name, lang, flags, target: index as u32 };
        let forms = self.forms(name, entity_type, lang, marks.contains(&"fixed"));
        for form in self.fused(&forms, lang) {
            self.add(&form, sense);
        }
        self.add_forms(name, forms, sense);
        if entity_type == "person" && flags & (flag::SHORT | flag::CASE) == 0 {
            self.surname(name, country, sense);
        }
    }

    fn forms(&self, name: &str, entity_type: &str, lang: LangId, fixed: bool) -> Vec<String> {
        match self.inflections.get(&lang) {
            Some(inflection) if !fixed && entity_type == "person" => inflection.person(name),
            Some(inflection) if !fixed => inflection.noun_phrase(name),
            _ => vec![name.to_owned()],
        }
    }

    /// Forms in which a preposition has melted into the article: the whole is the name.
    fn fused(&self, forms: &[String], lang: LangId) -> Vec<String> {
        let fused = &self.tables[section::PROCLITICS];
        let article = self.tables[section::ARTICLES].iter().filter(|_| self.has_clitics(lang));
        let melted = fused.iter().filter_map(|f| f.strip_prefix('='));
        let pairs: Vec<(&String, &str)> = article.flat_map(|a| melted.clone().map(move |m| (a, m))).collect();
        forms.iter().flat_map(|f| pairs.iter().filter_map(move |(a, m)| f.strip_prefix(a.as_str()).map(|rest| format!("{m}{rest}")))).collect()
    }

    fn has_clitics(&self, lang: LangId) -> bool {
        self.clitic_langs.contains(&lang)
    }

    fn surname(&mut self, name: &str, country: &str, sense: Sense) {
        let separator = if name.contains('·') { '·' } else { ' ' };
        let words: Vec<&str> = name.split(separator).collect();
        let han = registry::languages()[sense.lang as usize].segmentation == registry::Segmentation::Han;
        let order = self.orders.get(country).map_or("", String::as_str);
        let family_first = order == "family" || (han && order == "han-family");
        // "President Xi" shows no surname: its first word is none.
        if words.len() > 1 && words.iter().any(|w| self.title_terms.contains(&(sense.lang, TextView::normalize(w)))) {
            return;
        }
        let surname = match (words.len(), han, family_first) {
            (1, true, true) => first_characters(name),
            (1, _, _) => return,
            (_, false, true) => words[0].to_owned(),
            (n, _, _) => words[n - 1].to_owned(),
        };
        if surname.chars().count() < 2 && !han {
            return;
        }
        let short = Sense { flags: sense.flags & flag::CAPITAL | flag::SHORT, ..sense };
        let forms = self.forms(&surname, "person", sense.lang, false);
        self.add_forms(&surname, forms, short);
    }

    fn demonyms(&mut self, row: &Row<'_>) {
        let Some(index) = self.by_id.get(row.get("id")).copied() else { return self.fault(row, "an unknown state") };
        for (lang, code) in self.langs.clone() {
            for name in names(row.get(code)) {
                self.demonym(index, lang, name);
            }
        }
    }

    fn demonym(&mut self, index: usize, lang: LangId, name: &str) {
        let (name, marks) = name_and_flags(name);
        let mut flags = shape_flags(name) & flag::CAPITAL;
        flags |= if marks.contains(&"weak") { flag::WEAK } else { 0 };
        flags |= if marks.contains(&"pair") { flag::PAIR } else { 0 };
        let sense = Sense { class: Class::Adjective, lang, flags, target: index as u32 };
        if let Some(stem) = name.strip_suffix('-') {
            return self.add(stem, Sense { flags: flags | flag::PREFIX, ..sense });
        }
        let forms = self.inflections.get(&lang).map_or_else(|| vec![name.to_owned()], |i| i.demonym(name));
        let fused = self.fused(&forms, lang);
        for form in fused {
            self.add(&form, sense);
        }
        self.add_forms(name, forms, sense);
    }

    fn institution_kind(&mut self, row: &Row<'_>) {
        self.tables[section::KINDS].push([row.get("key"), row.get("type"), row.get("role"), row.get("name")].join("\t"));
    }

    fn holder(&mut self, row: &Row<'_>) {
        if !self.by_id.contains_key(row.get("person")) {
            return self.fault(row, &format!("an unknown person {:?}", row.get("person")));
        }
        self.tables[section::HOLDERS].push(["office", "country", "person", "from", "to"].map(|c| row.get(c)).join("\t"));
    }

    fn clitics(&mut self, sources: &Sources) {
        let of = |kind: &str| -> Vec<String> {
            let files = sources.iter().filter(|(f, _)| f.ends_with("/clitics.tsv"));
            files.flat_map(|(_, s)| rows(s).skip(1)).filter(|r| r.get(1) == Some(&kind)).map(|r| r[0].to_owned()).collect()
        };
        let (conjunctions, prepositions) = (of("conjunction"), of("preposition"));
        let mut all: BTreeSet<String> = conjunctions.iter().chain(&prepositions).cloned().collect();
        all.extend(conjunctions.iter().flat_map(|c| prepositions.iter().map(move |p| format!("{c}{p}"))));
        all.extend(of("fused").iter().map(|f| format!("={f}")));
        self.tables[section::PROCLITICS] = all.into_iter().collect();
        self.tables[section::ARTICLES] = of("article");
    }

    /// A row of a table that senses point into; equal rows are one.
    fn target(&mut self, table: usize, row: String) -> u32 {
        let rows = &mut self.tables[table];
        let at = rows.iter().position(|r| *r == row).unwrap_or_else(|| {
            rows.push(row);
            rows.len() - 1
        });
        at as u32
    }

    fn term(&mut self, term: &str, class: Class, lang: LangId, target: u32) {
        let (term, marks) = name_and_flags(term);
        let weak = if marks.contains(&"weak") { flag::WEAK } else { 0 };
        let case = if marks.contains(&"case") { flag::CASE } else { 0 };
        let sense = Sense { class, lang, flags: shape_flags(term) | weak | case, target };
        let inflected = matches!(class, Class::Title | Class::Institution | Class::OrgWord | Class::Given | Class::Family);
        let forms = match self.inflections.get(&lang) {
            Some(i) if inflected && matches!(class, Class::Given | Class::Family) => i.person(term),
            Some(i) if inflected && !marks.contains(&"fixed") => i.noun_phrase(term),
            _ => vec![term.to_owned()],
        };
        self.add_forms(term, forms, sense);
    }

    fn stopword(&mut self, row: &Row<'_>, lang: LangId) {
        let class = match row.get("kind") {
            "linker" => Class::Linker,
            "locative" => Class::Locative,
            _ => Class::Stop,
        };
        self.term(row.get("word"), class, lang, 0);
    }

    fn title(&mut self, row: &Row<'_>, lang: LangId) {
        let cells = ["kind", "office", "role", "country"].map(|c| row.get(c)).join("\t");
        let target = self.target(section::TITLES, cells);
        self.term(row.get("term"), Class::Title, lang, target);
    }

    fn institution(&mut self, row: &Row<'_>, lang: LangId) {
        let key = row.get("key");
        let kinds = &self.tables[section::KINDS];
        let Some(kind) = kinds.iter().position(|k| k.split('\t').next() == Some(key)) else {
            return self.fault(row, &format!("an unknown key {key:?}"));
        };
        let target = self.target(section::INSTITUTIONS, format!("{kind}\t{}", row.get("country")));
        self.term(row.get("term"), Class::Institution, lang, target);
    }

    fn orgword(&mut self, row: &Row<'_>, lang: LangId) {
        let target = self.target(section::ORGWORDS, ["position", "type", "role"].map(|c| row.get(c)).join("\t"));
        self.term(row.get("term"), Class::OrgWord, lang, target);
    }

    fn name_part(&mut self, row: &Row<'_>, lang: LangId) {
        let class = match row.get("kind") {
            "family" => Class::Family,
            "particle" => Class::Particle,
            "translit" => Class::Transliteration,
            _ => Class::Given,
        };
        self.term(row.get("name"), class, lang, 0);
    }

    fn speech(&mut self, row: &Row<'_>, lang: LangId) {
        self.term(row.get("verb"), Class::Speech, lang, 0);
    }

    fn boilerplate(&mut self, row: &Row<'_>, lang: LangId) {
        let target = self.target(section::BOILERPLATE, ["kind", "where"].map(|c| row.get(c)).join("\t"));
        self.term(row.get("phrase"), Class::Boilerplate, lang, target);
    }

    fn abbreviation(&mut self, row: &Row<'_>, lang: LangId) {
        self.term(row.get("abbreviation"), Class::Abbreviation, lang, 0);
    }

    fn month(&mut self, row: &Row<'_>, lang: LangId) {
        let number = row.get("month").parse().unwrap_or(0);
        for form in names(row.get("form")) {
            self.term(form, Class::Month, lang, number);
        }
    }

    fn topic(&mut self, row: &Row<'_>) {
        let mut cells = vec![row.get("topic").to_owned(), row.get("parent").to_owned(), row.get("definition").to_owned()];
        for (_, code) in self.langs.clone() {
            cells.extend([code.to_owned(), row.get(code).to_owned()]);
        }
        self.tables[section::TOPICS].push(cells.join("\t"));
    }

    fn topic_term(&mut self, row: &Row<'_>) {
        let topic = row.file.trim_start_matches("topics/").trim_end_matches(".tsv");
        let Some(index) = self.tables[section::TOPICS].iter().position(|t| t.split('\t').next() == Some(topic)) else {
            return self.fault(row, "a topic that topics.tsv lacks");
        };
        let Some(lang) = registry::find(row.get("lang")) else { return self.fault(row, "an unknown language") };
        let term = row.get("term");
        let target = self.tables[section::TERMS].len() as u32;
        self.tables[section::TERMS].push(format!("{index}\t{}\t{term}", row.get("weight")));
        let flags = if term.ends_with('*') { flag::WILD } else { 0 };
        self.add(term.trim_end_matches('*'), Sense { class: Class::Topic, lang, flags, target });
    }

    fn write(mut self) -> Vec<u8> {
        self.tables[section::ENTITIES] = self.entities.iter().map(|e| e.join("\t")).collect();
        let mut offsets: Vec<u8> = Vec::new();
        let mut senses: Vec<u8> = Vec::new();
        let mut keyset: Vec<(&[u8], u32)> = Vec::new();
        for (i, (key, of_key)) in self.keys.iter().enumerate() {
            keyset.push((key.as_bytes(), i as u32));
            offsets.extend(((senses.len() / 8) as u32).to_le_bytes());
            senses.extend(base_forms(of_key).flat_map(Sense::to_bytes));
        }
        offsets.extend(((senses.len() / 8) as u32).to_le_bytes());
        let trie = yada::builder::DoubleArrayBuilder::build(&keyset).unwrap_or_default();
        let text = self.tables.iter().map(|t| t.join("\n").into_bytes());
        let mut bytes = MAGIC.to_vec();
        for section in [trie, offsets, senses].into_iter().chain(text) {
            bytes.extend((section.len() as u32).to_le_bytes());
            bytes.extend(section);
        }
        bytes
    }
}

/// A form that is a base form for a target needs no inflected sense for the same target.
fn base_forms(senses: &BTreeSet<Sense>) -> impl Iterator<Item = Sense> + '_ {
    senses.iter().copied().filter(|s| {
        let base = Sense { flags: s.flags & !flag::INFLECTED, ..*s };
        base == *s || !senses.contains(&base)
    })
}
