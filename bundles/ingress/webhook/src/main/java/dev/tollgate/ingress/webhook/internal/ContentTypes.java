package dev.tollgate.ingress.webhook.internal;

import dev.tollgate.web.HttpRequest;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which types of bodies are taken.
 *
 * @param allowed in small letters; any where it is empty
 */
record ContentTypes(Set<String> allowed) {
    private static final Pattern TYPE = Pattern.compile("[a-z0-9!#$&^_.+-]+/[a-z0-9!#$&^_.+-]+");

    static ContentTypes of(List<String> names) {
        Set<String> types = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
        types.stream().filter(type -> !TYPE.matcher(type).matches()).findFirst().ifPresent(type -> {
            throw new IllegalArgumentException("'" + type + "' is no type of a body; write it as application/json, without parameters");
        });
        return new ContentTypes(types);
    }

    void check(HttpRequest request) throws RefusedException {
        List<String> encodings = request.headers("Content-Encoding");
        if (encodings.stream().anyMatch(encoding -> !encoding.strip().equalsIgnoreCase("identity"))) {
            throw new RefusedException(Answers.WRONG_TYPE, "a body that is compressed; have it sent as it is");
        }
        if (!allowed.isEmpty()) {
            List<String> sent = request.headers("Content-Type");
            if (sent.size() != 1 || !allowed.contains(sent.get(0).split(";", 2)[0].strip().toLowerCase(Locale.ROOT))) {
                throw new RefusedException(Answers.WRONG_TYPE, "a body of another type: " + sent);
            }
        }
    }
}
