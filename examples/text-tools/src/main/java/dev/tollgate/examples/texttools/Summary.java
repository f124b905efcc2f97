package dev.tollgate.examples.texttools;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Figures about the words of a text. Words are compared in lower case; of two that occur equally often, the one that
 * comes first in the alphabet leads, so that the same text always gives the same summary.
 */
record Summary(int words, int distinct, String longest, List<WordCount> top) {
    static final int TOP = 3;

    record WordCount(String word, int count) {
        boolean leads(WordCount other) {
            return count != other.count ? count > other.count : word.compareTo(other.word) < 0;
        }
    }

    static Summary of(String text) {
        var words = Words.of(text);
        var counts = new HashMap<String, Integer>();
        var longest = "";
        for (var word : words) {
            counts.merge(word, 1, Integer::sum);
            if (word.length() > longest.length()) {
                longest = word;
            }
        }
        return new Summary(words.size(), counts.size(), longest, top(counts));
    }

    /** Keeps the leaders while it goes through the words once: sorting all of them would cost more. */
    private static List<WordCount> top(Map<String, Integer> counts) {
        var top = new ArrayList<WordCount>();
        for (var entry : counts.entrySet()) {
            var candidate = new WordCount(entry.getKey(), entry.getValue());
            var place = top.size();
            while (place > 0 && candidate.leads(top.get(place - 1))) {
                place--;
            }
            if (place < TOP) {
                top.add(place, candidate);
                if (top.size() > TOP) {
                    top.remove(TOP);
                }
            }
        }
        return top;
    }

    String toJson() {
        var json = new StringBuilder();
        json.append("{\"words\":").append(words).append(",\"distinct\":").append(distinct).append(",\"longest\":");
        Json.quote(json, longest);
        json.append(",\"top\":[");
        for (var i = 0; i < top.size(); i++) {
            json.append(i == 0 ? "{\"word\":" : ",{\"word\":");
            Json.quote(json, top.get(i).word());
            json.append(",\"count\":").append(top.get(i).count()).append('}');
        }
        return json.append("]}").toString();
    }
}
