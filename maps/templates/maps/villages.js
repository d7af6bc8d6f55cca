{% macro script(this, kwargs) %}
var {{ this.get_name() }}_paints = {{ this.paints|tojson }};
var {{ this.get_name() }} = L.geoJson(null, {
  filter: function (feature) { return feature.properties.kind === "village"; },
  pointToLayer: function (feature, spot) { return L.circleMarker(spot, {radius: 13}); }
});
var {{ this.get_name() }}_around = {{ this.around|tojson }}.map(function (line) {
  return L.geoJson(null, {
    interactive: false,
    filter: function (feature) { return feature.properties.kind === "commune"; },
    style: line
  }).addTo({{ this._parent.get_name() }});
});
{% endmacro %}
