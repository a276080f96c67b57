-- Who is named together? Pairs of actors by the number of articles that name both.
WITH named AS (
  SELECT DISTINCT a.id AS article, m.actor_id
  FROM articles AS a, actors_each(a.body) AS m
)
SELECT one.actor_id AS actor, other.actor_id AS and_actor, count(*) AS articles
FROM named AS one
JOIN named AS other ON other.article = one.article AND other.actor_id > one.actor_id
GROUP BY one.actor_id, other.actor_id
ORDER BY articles DESC, actor, and_actor
LIMIT 15;
