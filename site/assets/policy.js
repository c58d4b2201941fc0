// WebKit takes 'self' for nothing in a frame without an origin of its own, so the policy names where the page is as well.
{
  const policy = document.createElement("meta");
  policy.httpEquiv = "Content-Security-Policy";
  policy.content = "{policy}".replaceAll("'self'", location.origin === "null" ? "'self'" : `'self' ${location.origin}`);
  document.head.append(policy);
}
