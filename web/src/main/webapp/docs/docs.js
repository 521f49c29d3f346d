// SPDX-License-Identifier: Apache-2.0
'use strict';

/** Marks operations that the contract does not have; it heads no section. */
const ADDITION = 'ADDITION';
const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

function element(name, attributes, ...children) {
  const node = document.createElement(name);
  Object.entries(attributes).forEach(([key, value]) => node.setAttribute(key, value));
  node.append(...children);
  return node;
}

function resolve(api, part) {
  if (!part || !part.$ref) {
    return part;
  }
  return part.$ref.slice(2).split('/').reduce((at, key) => at[key], api);
}

function modelLink(reference) {
  const name = reference.split('/').pop();
  return element('a', { href: '#model-' + name }, name);
}

/** A schema in a few words; models are links. */
function typeOf(schema) {
  if (!schema) {
    return ['any'];
  }
  if (schema.$ref) {
    return [modelLink(schema.$ref)];
  }
  if (schema.type === 'array') {
    return ['list of ', ...typeOf(schema.items)];
  }
  return [[schema.type || 'any JSON', ...limits(schema)].join(', ')];
}

function limits(schema) {
  const words = [];
  if (schema.format) words.push(schema.format);
  if (schema.maxLength !== undefined) words.push('at most ' + schema.maxLength + ' characters');
  if (schema.minimum !== undefined && Number.isSafeInteger(schema.minimum)) words.push('from ' + schema.minimum);
  if (schema.maximum !== undefined && Number.isSafeInteger(schema.maximum)) words.push('to ' + schema.maximum);
  if (schema.pattern) words.push('pattern ' + schema.pattern);
  if (schema.enum) words.push('one of ' + schema.enum.join(', '));
  if (schema.writeOnly) words.push('never returned');
  return words;
}

function table(headings, rows) {
  const head = element('tr', {}, ...headings.map(text => element('th', {}, text)));
  const body = rows.map(cells => element('tr', {}, ...cells.map(cell => element('td', {}, ...[].concat(cell)))));
  return element('div', { class: 'scroll' }, element('table', {}, head, ...body));
}

function parametersOf(api, operation) {
  const rows = (operation.parameters || []).map(part => resolve(api, part)).map(parameter => [
    element('code', {}, parameter.name), parameter.in, typeOf(parameter.schema), parameter.description || '']);
  return rows.length ? [element('h4', {}, 'Parameters'), table(['name', 'in', 'type', ''], rows)] : [];
}

function bodyOf(operation) {
  const content = operation.requestBody && operation.requestBody.content;
  const rows = Object.entries(content || {}).map(([type, body]) => [element('code', {}, type), typeOf(body.schema)]);
  return rows.length ? [element('h4', {}, 'Body'), table(['media type', 'model'], rows)] : [];
}

function responsesOf(api, operation) {
  const rows = Object.entries(operation.responses || {}).map(([status, part]) => {
    const response = resolve(api, part);
    const schemas = Object.values(response.content || {}).map(content => typeOf(content.schema))[0] || ['no body'];
    return [element('code', {}, status), schemas, response.description || ''];
  });
  return [element('h4', {}, 'Responses'), table(['status', 'model', ''], rows)];
}

function operationView(api, method, path, operation) {
  const mark = operation.tags.includes(ADDITION) ? [' ', element('span', { class: 'additive' }, "Graft's own")] : [];
  const summary = element('summary', {}, element('span', { class: 'method' }, method.toUpperCase()), element('code', {}, path),
    ' ', element('span', { class: 'soft' }, operation.summary || ''), ...mark);
  const view = element('details', { id: operation.operationId }, summary, element('div', {},
    ...parametersOf(api, operation), ...bodyOf(operation), ...responsesOf(api, operation)));
  view.dataset.words = [method, path, operation.summary, operation.operationId].join(' ').toLowerCase();
  return view;
}

function operationsOf(api) {
  return Object.entries(api.paths).flatMap(([path, methods]) =>
    METHODS.filter(method => methods[method]).map(method => ({ method, path, operation: methods[method] })));
}

function modelView(name, schema) {
  const rows = Object.entries(schema.properties || {}).map(([field, type]) =>
    [element('code', {}, field), typeOf(type), type.description || '']);
  const about = rows.length ? table(['field', 'type', ''], rows) : element('p', {}, ...typeOf(schema));
  return element('details', { id: 'model-' + name }, element('summary', {}, element('code', {}, name), ' ',
    element('span', { class: 'soft' }, schema.description || '')), element('div', {}, about));
}

function render(api) {
  document.getElementById('title').textContent = api.info.title + ' ' + api.info.version;
  document.getElementById('description').textContent = api.info.description || '';
  const all = operationsOf(api);
  (api.tags || []).filter(tag => tag.name !== ADDITION).forEach(tag => {
    const views = all.filter(entry => entry.operation.tags.includes(tag.name))
      .map(entry => operationView(api, entry.method, entry.path, entry.operation));
    document.getElementById('operations').append(
      element('section', {}, element('h2', {}, tag.description || tag.name), ...views));
  });
  document.getElementById('models').append(element('h2', {}, 'Models'),
    ...Object.entries(api.components.schemas).map(([name, schema]) => modelView(name, schema)));
  openTarget();
}

/** Opens what the address points at. */
function openTarget() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target && target.tagName === 'DETAILS') {
    target.open = true;
    target.scrollIntoView();
  }
}

document.getElementById('filter').addEventListener('input', event => {
  const word = event.target.value.trim().toLowerCase();
  document.querySelectorAll('#operations details').forEach(view => {
    view.hidden = !view.dataset.words.includes(word);
  });
});
window.addEventListener('hashchange', openTarget);

fetch('/openapi', { headers: { Accept: 'application/json' } })
  .then(response => response.ok ? response.json() : Promise.reject(new Error('HTTP status ' + response.status)))
  .then(render)
  .catch(fault => {
    document.getElementById('description').textContent = 'The description of the API cannot be read: ' + fault.message;
  });
