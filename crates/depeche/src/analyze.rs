//! stub
use crate::article::*;
use crate::error::Error;
use std::rc::Rc;
/// A text and what is found in it, worked out when asked for.
pub struct Article { text: String }
/// The article of a text.
pub fn article(text: &str, _options: &Options) -> Rc<Article> { Rc::new(Article { text: text.to_owned() }) }
#[allow(missing_docs)]
impl Article {
    pub fn lang_detail(&self) -> &LangDetail { todo!() }
    pub fn actors(&self) -> &[Actor] { &[] }
    pub fn topics(&self) -> &[TopicScore] { &[] }
    pub fn topic_score(&self, _topic: &str) -> Result<f64, Error> { Ok(0.0) }
    pub fn topic_terms(&self, _topic: &str) -> Result<Vec<TopicTerm>, Error> { Ok(vec![]) }
    pub fn clean_text(&self) -> String { self.text.clone() }
    pub fn analysis(&self) -> Analysis { todo!() }
}
