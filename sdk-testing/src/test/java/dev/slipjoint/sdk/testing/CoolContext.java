package dev.slipjoint.sdk.testing;

import com.fasterxml.jackson.annotation.JsonProperty;

record CoolContext(@JsonProperty("custom_field") String customField) {}
