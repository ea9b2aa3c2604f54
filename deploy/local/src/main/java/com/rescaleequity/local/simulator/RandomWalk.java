package com.rescaleequity.local.simulator;

import java.util.random.RandomGenerator;

/** A fair price that wanders, and is drawn gently back to where it began. */
final class RandomWalk {

    private static final double STEP = 0.00012;
    private static final double PULL = 0.0005;

    private final RandomGenerator random;
    private final double anchor;
    private double price;

    RandomWalk(RandomGenerator random, double start) {
        this.random = random;
        this.anchor = start;
        this.price = start;
    }

    double next() {
        double pull = PULL * Math.log(anchor / price);
        price *= Math.exp(pull + STEP * random.nextGaussian());
        return price;
    }

    double price() {
        return price;
    }
}
