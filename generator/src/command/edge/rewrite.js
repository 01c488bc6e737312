// Written by `nearmiss edge`. From the address of a page to the file that holds it.
const base = '/';

function handler(event) {
  const request = event.request;
  const uri = request.uri;
  // No address of the site has any of these: what isn't public starts with `_` or `.`, and the rest are other ways of
  // writing an address, which would pass by the headers meant for it or lead to another host.
  if (!uri.startsWith(base) || /[%\\]|\/\/|\/[._]/.test(uri)) {
    // A name that no file has, so that the site's own page for it is the answer, with its status.
    request.uri = base + 'not-found';
    return request;
  }
  if (uri.endsWith('/')) {
    request.uri = uri + 'index.html';
    return request;
  }
  if (uri.slice(uri.lastIndexOf('/')).includes('.')) return request;
  return {
    statusCode: 301,
    statusDescription: 'Moved Permanently',
    headers: { location: { value: uri + '/' + query(request.querystring) } },
  };
}

function query(parameters) {
  const parts = [];
  for (const name in parameters) {
    const own = parameters[name];
    for (const one of own.multiValue || [own]) parts.push(one.value === '' ? name : name + '=' + one.value);
  }
  return parts.length > 0 ? '?' + parts.join('&') : '';
}
