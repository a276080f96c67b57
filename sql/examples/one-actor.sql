-- How does each language write about one actor? The names, titles and adjectives that stand for China.
SELECT a.lang,
       m.kind,
       count(*) AS mentions,
       group_concat(DISTINCT m.text) AS written
FROM articles AS a, actors_each(a.body) AS m
WHERE m.actor_id = 'CHN'
GROUP BY a.lang, m.kind
ORDER BY a.lang, mentions DESC, m.kind;
