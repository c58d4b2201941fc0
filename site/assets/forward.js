{
  const last = /[^/]*$/.exec(location.pathname)[0];
  if (!/^(index.*)?$/.test(last)) history.replaceState(null, "", `./${last}/${location.search}${location.hash}`);
  if (location.hash.startsWith("#/")) location.replace(`../${last === "index.html" ? last : ""}${location.hash}`);
}
