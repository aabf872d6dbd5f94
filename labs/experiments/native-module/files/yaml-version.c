/* A module in C, as npm packages with native code have one: it says which libyaml it runs with. */
#include <node_api.h>
#include <yaml.h>

static napi_value version(napi_env env, napi_callback_info info) {
	napi_value text;
	(void)info;
	napi_create_string_utf8(env, yaml_get_version_string(), NAPI_AUTO_LENGTH, &text);
	return text;
}

NAPI_MODULE_INIT() {
	napi_value function;
	napi_create_function(env, "version", NAPI_AUTO_LENGTH, version, NULL, &function);
	napi_set_named_property(env, exports, "version", function);
	return exports;
}
