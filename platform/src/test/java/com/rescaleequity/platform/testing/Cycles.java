package com.rescaleequity.platform.testing;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * Finds what depends on itself in a round: packages, and files of one package. Each round comes as
 * the names of all that belong to it; where nothing does, the answer is empty.
 */
public final class Cycles {

    private final Map<String, Set<String>> arrows;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<String, Integer> lowest = new HashMap<>();
    private final Deque<String> open = new ArrayDeque<>();
    private final List<Set<String>> found = new ArrayList<>();

    private Cycles(Map<String, Set<String>> arrows) {
        this.arrows = arrows;
    }

    /** Rounds of packages. */
    public static List<Set<String>> ofPackages(JavaClasses classes) {
        return find(classes, JavaClass::getPackageName, (from, to) -> true);
    }

    /** Rounds of files of the same package. */
    public static List<Set<String>> ofFiles(JavaClasses classes) {
        return find(
                classes,
                Cycles::file,
                (from, to) -> from.getPackageName().equals(to.getPackageName()));
    }

    /** A class nested in another stands in the other's file. */
    private static String file(JavaClass javaClass) {
        String name = javaClass.getName();
        int nested = name.indexOf('$');
        return nested < 0 ? name : name.substring(0, nested);
    }

    private static List<Set<String>> find(
            JavaClasses classes,
            Function<JavaClass, String> node,
            BiPredicate<JavaClass, JavaClass> counts) {
        Map<String, Set<String>> arrows = new TreeMap<>();
        for (JavaClass from : classes) {
            Set<String> targets = arrows.computeIfAbsent(node.apply(from), n -> new TreeSet<>());
            for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
                JavaClass to = dependency.getTargetClass().getBaseComponentType();
                if (classes.contain(to.getName())
                        && counts.test(from, to)
                        && !node.apply(to).equals(node.apply(from))) {
                    targets.add(node.apply(to));
                }
            }
        }
        Cycles cycles = new Cycles(arrows);
        for (String name : arrows.keySet()) {
            if (!cycles.numbers.containsKey(name)) {
                cycles.visit(name);
            }
        }
        return cycles.found;
    }

    /** Tarjan's strongly connected components. */
    private void visit(String name) {
        int number = numbers.size();
        numbers.put(name, number);
        lowest.put(name, number);
        open.push(name);
        for (String next : arrows.getOrDefault(name, Set.of())) {
            if (!numbers.containsKey(next)) {
                visit(next);
                lowest.merge(name, lowest.get(next), Math::min);
            } else if (open.contains(next)) {
                lowest.merge(name, numbers.get(next), Math::min);
            }
        }
        if (lowest.get(name) == number) {
            Set<String> round = new TreeSet<>();
            String member;
            do {
                member = open.pop();
                round.add(member);
            } while (!member.equals(name));
            if (round.size() > 1) {
                found.add(round);
            }
        }
    }
}
