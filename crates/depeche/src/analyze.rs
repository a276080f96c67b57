//! The order of the stages, and the only place that knows it.
//!
//! view -> language -> scan -> zones -> sentences -> names -> actors -> topics. A stage is worked out when it is first asked for, so that
//! `detect_lang` costs no more than it must, and once, so that three functions on one row cost one analysis.

use crate::actors::{self, Scene};
use crate::article::{Actor, Analysis, LangDetail, Options, TopicScore, TopicTerm, Zone, ZoneChoice};
use crate::error::Error;
use crate::lexicon::lexicon;
use crate::registry::{self, LangId, NameStrategy};
use crate::scan::{self, Hits};
use crate::segment::{segment, Sentences};
use crate::span::spans;
use crate::text::{original_offset, TextView};
use crate::topics::{self, TopicEvidence};
use crate::zones::{self, Zones};
use crate::{lang, tagger};
use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

/// A text and what is found in it, worked out when asked for.
#[derive(Debug)]
pub struct Article {
    text: String,
    options: Options,
    view: OnceCell<TextView>,
    lang: OnceCell<LangDetail>,
    layout: OnceCell<Layout>,
    actors: OnceCell<Vec<Actor>>,
    evidence: OnceCell<TopicEvidence>,
    topics: OnceCell<Vec<TopicScore>>,
}

/// What the scan found and how the text is built.
#[derive(Debug)]
struct Layout {
    hits: Hits,
    zones: Zones,
}

impl Article {
    /// An article to be read with these options.
    pub fn new(text: impl Into<String>, options: Options) -> Self {
        Article {
            text: text.into(),
            options,
            view: OnceCell::new(),
            lang: OnceCell::new(),
            layout: OnceCell::new(),
            actors: OnceCell::new(),
            evidence: OnceCell::new(),
            topics: OnceCell::new(),
        }
    }

    fn view(&self) -> &TextView {
        self.view.get_or_init(|| TextView::new(&self.text))
    }

    /// See [`crate::detect_lang_detail`].
    pub fn lang_detail(&self) -> &LangDetail {
        self.lang.get_or_init(|| lang::detect(&self.text, self.view()))
    }

    /// The language of the options, else the one detected.
    pub fn lang(&self) -> Option<&str> {
        self.options.lang.as_deref().or(self.lang_detail().lang.as_deref())
    }

    fn lang_id(&self) -> Option<LangId> {
        self.lang().and_then(registry::find)
    }

    fn layout(&self) -> &Layout {
        self.layout.get_or_init(|| {
            let mut hits = scan::scan(&self.text, self.view(), self.lang_id(), lexicon());
            let zones = zones::zones(&self.text, self.view(), &hits);
            if self.options.zones == ZoneChoice::Body {
                hits.keep(|token| zones.tokens[token].is_content());
            }
            Layout { hits, zones }
        })
    }

    /// See [`crate::extract_actors`].
    pub fn actors(&self) -> &[Actor] {
        self.actors.get_or_init(|| {
            let (view, layout) = (self.view(), self.layout());
            let sentences: Sentences = segment(view, &layout.hits.words);
            let strategy = self.lang_id().map_or(NameStrategy::Capitals, |l| registry::languages()[l as usize].names);
            let mut candidates = tagger::names(view, &layout.hits, &sentences, strategy);
            let content = |t: usize| self.options.zones == ZoneChoice::All || layout.zones.tokens[t].is_content();
            candidates.retain(|c| content(c.from) && content(c.to - 1));
            let scene = Scene::new(&self.text, view, &layout.hits, &sentences, self.options.date.as_deref());
            let mut cast = actors::resolve(&scene, candidates);
            cast.references.retain(|r| content(r.from) && content(r.to - 1));
            actors::actors(&scene, &cast)
        })
    }

    fn evidence(&self) -> &TopicEvidence {
        self.evidence.get_or_init(|| topics::evidence(self.view(), &self.layout().hits.topics, &self.layout().zones))
    }

    /// See [`crate::topic_scores`].
    pub fn topics(&self) -> &[TopicScore] {
        self.topics.get_or_init(|| {
            let evidence = self.evidence();
            let rows = lexicon().tables.topics.iter().enumerate();
            rows.map(|(i, row)| TopicScore { topic: row.topic.to_owned(), label: row.label(self.lang()).to_owned(), score: evidence.score(i) }).collect()
        })
    }

    /// See [`crate::topic_score`].
    ///
    /// # Errors
    /// For an unknown topic.
    pub fn topic_score(&self, topic: &str) -> Result<f64, Error> {
        let row = topics::find(topic)?;
        Ok(self.topics()[row].score)
    }

    /// See [`crate::topic_terms`].
    ///
    /// # Errors
    /// For an unknown topic.
    pub fn topic_terms(&self, topic: &str) -> Result<Vec<TopicTerm>, Error> {
        let found = self.evidence().found(topics::find(topic)?);
        let tokens = &self.view().tokens;
        let bytes = |f: &topics::Found| (original_offset(&self.text, &tokens[f.from], f.skip), tokens[f.to - 1].end as usize);
        let ranges: Vec<(usize, usize)> = found.iter().map(bytes).collect();
        let places = spans(&self.text, &ranges).into_iter().zip(&ranges).zip(found);
        Ok(places
            .map(|((span, range), f)| TopicTerm {
                term: lexicon().tables.terms[f.term].2.to_owned(),
                start: span.start,
                end: span.end,
                text: self.text[range.0..range.1].to_owned(),
                weight: (f.weight * 1e4).round() / 1e4,
            })
            .collect())
    }

    /// See [`crate::clean_text`]. Cleaning what is clean changes nothing, because it is repeated until nothing changes.
    pub fn clean_text(&self) -> String {
        let mut clean = match zones::clean(&self.text, self.view(), &self.layout().zones) {
            None => return self.text.clone(),
            Some(clean) => clean,
        };
        for _ in 0..MOST_ROUNDS {
            let again = Article::new(clean.as_str(), self.options.clone());
            match zones::clean(&again.text, again.view(), &again.layout().zones) {
                Some(cleaner) if cleaner != clean => clean = cleaner,
                _ => break,
            }
        }
        clean
    }

    /// The zones of the text.
    pub fn zones(&self) -> Vec<Zone> {
        self.layout().zones.spans(&self.text, self.view())
    }

    /// Everything at once.
    pub fn analysis(&self) -> Analysis {
        Analysis { lang: self.lang().map(str::to_owned), zones: self.zones(), actors: self.actors().to_vec(), topics: self.topics().to_vec() }
    }
}

/// Rounds of cleaning; markup nested deeper than this into markup is an attack, and every round costs one reading.
const MOST_ROUNDS: usize = 16;
/// Articles kept per thread: the functions of one row of a query, or of a join of two.
const KEPT: usize = 4;
/// Longest text that is kept; copies of longer ones would weigh more than the analysis that they save.
const LONGEST_KEPT: usize = 1 << 20;

thread_local! {
    static RECENT: RefCell<Vec<Rc<Article>>> = const { RefCell::new(Vec::new()) };
}

/// The article of a text, from the cache of this thread if it was asked for just before.
pub fn article(text: &str, options: &Options) -> Rc<Article> {
    RECENT.with_borrow_mut(|recent| {
        if let Some(i) = recent.iter().position(|a| a.text == text && a.options == *options) {
            let article = recent.remove(i);
            recent.push(Rc::clone(&article));
            return article;
        }
        let article = Rc::new(Article::new(text, options.clone()));
        if text.len() <= LONGEST_KEPT {
            if recent.len() == KEPT {
                recent.remove(0);
            }
            recent.push(Rc::clone(&article));
        }
        article
    })
}
