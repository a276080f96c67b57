-- Which languages are the articles in, and how often does the declared language agree with the text?
SELECT detect_lang(body) AS language,
       count(*) AS articles,
       sum(detect_lang(body) IS lang) AS as_declared
FROM articles
GROUP BY language
ORDER BY articles DESC, language;
