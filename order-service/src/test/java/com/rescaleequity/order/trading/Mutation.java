package com.rescaleequity.order.trading;

import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * One change of a method's bytecode: what it replaces, and by what.
 *
 * @param occurrence which of the elements it replaces, from 1; 0 = all
 */
record Mutation(
        Predicate<CodeElement> where, BiConsumer<CodeBuilder, CodeElement> change, int occurrence) {

    private Mutation(Predicate<CodeElement> where, BiConsumer<CodeBuilder, CodeElement> change) {
        this(where, change, 0);
    }

    /** Leaves a call out: its arguments are dropped, and its answer is zero, false or null. */
    static Mutation withoutCall(String callee) {
        return new Mutation(
                element -> isCall(element, callee),
                (code, element) -> leaveOut(code, (InvokeInstruction) element));
    }

    /** Calls another method of the same class and shape. */
    static Mutation withCall(String callee, String other) {
        return new Mutation(
                element -> isCall(element, callee),
                (code, element) -> {
                    InvokeInstruction call = (InvokeInstruction) element;
                    ClassDesc owner = call.owner().asSymbol();
                    code.invoke(call.opcode(), owner, other, call.typeSymbol(), call.isInterface());
                });
    }

    /** Doubles the last argument of a call, which is a long. */
    static Mutation withDoubledArgument(String callee) {
        return new Mutation(
                element -> isCall(element, callee),
                (code, element) -> code.dup2().ladd().with(element));
    }

    /** Branches on another comparison. */
    static Mutation withBranch(Opcode opcode, Opcode other) {
        return new Mutation(
                element -> isBranch(element, opcode),
                (code, element) -> code.branch(other, ((BranchInstruction) element).target()));
    }

    /** Never takes a branch that looks at one value. */
    static Mutation withoutBranch(Opcode opcode) {
        return new Mutation(element -> isBranch(element, opcode), (code, _) -> code.pop());
    }

    /** Always takes a branch that looks at two references. */
    static Mutation withCertainBranch(Opcode opcode) {
        return new Mutation(
                element -> isBranch(element, opcode),
                (code, element) -> code.pop2().goto_(((BranchInstruction) element).target()));
    }

    /** Uses another constant. */
    static Mutation withConstant(long constant, long other) {
        return new Mutation(
                element ->
                        element instanceof ConstantInstruction load
                                && load.constantValue().equals(constant),
                (code, _) -> code.loadConstant(other));
    }

    /** Answers null wherever it answers. */
    static Mutation answeringNull() {
        return new Mutation(
                element -> element instanceof ReturnInstruction,
                (code, _) -> code.pop().aconst_null().areturn());
    }

    Mutation only(int which) {
        return new Mutation(where, change, which);
    }

    CodeTransform transform(Runnable found) {
        return CodeTransform.ofStateful(() -> new Application(this, found));
    }

    private static final class Application implements CodeTransform {

        private final Mutation mutation;
        private final Runnable found;
        private int met;

        Application(Mutation mutation, Runnable found) {
            this.mutation = mutation;
            this.found = found;
        }

        @Override
        public void accept(CodeBuilder code, CodeElement element) {
            boolean here = mutation.where.test(element);
            met += here ? 1 : 0;
            if (here && (mutation.occurrence == 0 || mutation.occurrence == met)) {
                found.run();
                mutation.change.accept(code, element);
            } else {
                code.with(element);
            }
        }
    }

    /** A callee is named with its class: {@code Timers.remove}. */
    private static boolean isCall(CodeElement element, String callee) {
        return element instanceof InvokeInstruction call
                && (call.owner().asSymbol().displayName() + "." + call.name().stringValue())
                        .equals(callee);
    }

    private static boolean isBranch(CodeElement element, Opcode opcode) {
        return element instanceof BranchInstruction branch && branch.opcode() == opcode;
    }

    private static void leaveOut(CodeBuilder code, InvokeInstruction call) {
        MethodTypeDesc type = call.typeSymbol();
        for (ClassDesc parameter : type.parameterList().reversed()) {
            drop(code, TypeKind.from(parameter));
        }
        if (call.opcode() != Opcode.INVOKESTATIC) {
            code.pop();
        }
        if (!type.returnType().equals(CD_void)) {
            answerNothing(code, TypeKind.from(type.returnType()));
        }
    }

    private static void drop(CodeBuilder code, TypeKind kind) {
        if (kind.slotSize() == 2) {
            code.pop2();
        } else {
            code.pop();
        }
    }

    private static void answerNothing(CodeBuilder code, TypeKind kind) {
        switch (kind) {
            case REFERENCE -> code.aconst_null();
            case LONG -> code.lconst_0();
            default -> code.iconst_0();
        }
    }
}
