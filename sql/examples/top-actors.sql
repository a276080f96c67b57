-- Who is in the news? An actor has one id in every language, so spellings and scripts add up.
SELECT m.actor_id,
       m.name,
       count(*) AS mentions,
       count(DISTINCT a.id) AS articles,
       group_concat(DISTINCT a.lang) AS languages
FROM articles AS a, actors_each(a.body) AS m
GROUP BY m.actor_id
ORDER BY count(DISTINCT a.lang) DESC, mentions DESC, m.actor_id
LIMIT 15;
