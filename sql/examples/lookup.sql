-- Whom can a name mean, and what is that actor called in other languages?
SELECT l.matched, l.actor_id, l.type, l.country, l.role,
       actor_name(l.actor_id, 'fr') AS french,
       actor_name(l.actor_id, 'ar') AS arabic,
       actor_name(l.actor_id, 'zh') AS chinese
FROM actor_lookup('China') AS l;
