-- The same findings as JSON, for SQLite's own JSON functions: the first actor of each article and the topics above 0.5.
SELECT a.id,
       json_extract(extract_actors(a.body), '$[0].name') AS first_actor,
       json_array_length(extract_actors(a.body)) AS actors,
       (SELECT json_group_array(t.key) FROM json_each(topic_scores(a.body)) AS t WHERE t.value >= 0.5) AS topics
FROM articles AS a
ORDER BY a.id;
