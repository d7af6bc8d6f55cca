{% macro script(this, kwargs) %}
L.control.zoom({{ this.titles|tojson }}).addTo({{ this._parent.get_name() }});
L.control.scale({imperial: false}).addTo({{ this._parent.get_name() }});
{% endmacro %}
