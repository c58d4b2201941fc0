if (location.hash.startsWith("#/")) location.replace(`../${/index\.html$/.exec(location.pathname) ?? ""}${location.hash}`);
