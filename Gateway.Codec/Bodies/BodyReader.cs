namespace Gateway.Codec.Bodies;

/// <summary>Reads one kind of body; what it throws, <see cref="JsonInput"/> catches.</summary>
internal delegate bool BodyReader<in TContext, TBody>(ref JsonInput input, TContext context, out TBody body, out BodyFault fault);
