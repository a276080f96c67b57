-- What are the articles about? 0.5 is the boundary between a topic that is touched on and one that matters.
SELECT t.topic,
       count(*) AS articles,
       round(max(t.score), 2) AS highest,
       group_concat(DISTINCT a.lang) AS languages
FROM articles AS a, topics_each(a.body) AS t
WHERE t.score >= 0.5
GROUP BY t.topic
ORDER BY articles DESC, t.topic;
