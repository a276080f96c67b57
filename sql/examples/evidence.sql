-- Where does it say so? start and end count code points from 0, which is what substr counts from 1.
SELECT a.id,
       m.actor_id,
       substr(a.body, max(m.start - 30, 0) + 1, min(m.start, 30)) AS before,
       substr(a.body, m.start + 1, m.end - m.start) AS mention,
       substr(a.body, m.end + 1, 30) AS after
FROM articles AS a, actors_each(a.body) AS m
ORDER BY a.id, m.start
LIMIT 12;
