-- Findings that follow the articles: a generated column with an index, a view, and a trigger that files the actors of new articles.
-- A table with such a column or index needs the extension loaded wherever it is written.
ALTER TABLE articles ADD COLUMN language TEXT GENERATED ALWAYS AS (detect_lang(body)) VIRTUAL;
CREATE INDEX articles_language ON articles(language);
CREATE INDEX articles_security ON articles(topic_score(body, 'cybersecurity'));

CREATE VIEW article_actors AS
SELECT a.id, m.actor_id, m.name, count(*) AS mentions
FROM articles AS a, actors_each(a.body) AS m
GROUP BY a.id, m.actor_id;

CREATE TABLE mentions(article, actor_id, start, "end");
CREATE TRIGGER article_added AFTER INSERT ON articles BEGIN
  INSERT INTO mentions
  SELECT new.id, m.actor_id, m.start, m.end FROM actors_each(new.body) AS m;
END;

INSERT INTO articles(id, lang, title, body)
VALUES ('new', 'en', 'Talks', 'The presidents of China and Russia met in Beijing on Monday.');

SELECT language, count(*) AS articles FROM articles GROUP BY language ORDER BY language;
SELECT actor_id, start, "end" FROM mentions WHERE article = 'new' ORDER BY start;
