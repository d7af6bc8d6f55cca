{% macro script(this, kwargs) %}
var {{ this.get_name() }}_paints = {{ this.paints|tojson }};
var {{ this.get_name() }} = L.geoJson(null, {
  filter: function (feature) { return feature.geometry && feature.properties.kind === "village"; },
  style: function (feature) { return {{ this.get_name() }}_paints[feature.properties["class"]]; },
  onEachFeature: function (feature, layer) {
    var box = L.DomUtil.create("div", "map-tip");
    box.textContent = feature.properties.label;
    layer.bindTooltip(box, {sticky: true, direction: "top"});
  }
});
var {{ this.get_name() }}_around = {{ this.around|tojson }}.map(function (line) {
  return L.geoJson(null, {
    interactive: false,
    filter: function (feature) { return feature.properties.kind === "commune"; },
    style: line
  }).addTo({{ this._parent.get_name() }});
});
fetch({{ this.address|tojson }}, {credentials: "same-origin"}).then(function (answer) {
  if (!answer.ok) { throw new Error(answer.statusText); }
  return answer.json();
}).then(function (collection) {
  {{ this.get_name() }}.addData(collection);
  var map = {{ this._parent.get_name() }};
  var bounds = {{ this.get_name() }}.getBounds();
  {{ this.get_name() }}_around.forEach(function (line) { bounds.extend(line.addData(collection).getBounds()); });
  var note = map.getContainer().querySelector(".leaflet-control-attribution");
  map.fitBounds(bounds, {animate: false, paddingTopLeft: [8, 8], paddingBottomRight: [8, note.offsetHeight + 8]});
  map.setMaxBounds(bounds.pad(0.5)).setMinZoom(map.getZoom() - 1).setMaxZoom(18);
  map.getContainer().dispatchEvent(new CustomEvent("drawn"));
}).catch(function () {
  {{ this._parent.get_name() }}.getContainer().dispatchEvent(new CustomEvent("failed"));
});
{% endmacro %}
