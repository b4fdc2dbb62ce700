namespace Gateway.Codec.Bodies;

/// <summary>Why a body could not be read.</summary>
/// <param name="Code"><see cref="ResultCode.Malformed"/> if it is no JSON, else <see cref="ResultCode.SenderFault"/>. // D28</param>
/// <param name="Description">What is wrong and in which field; field names and positions only, never a value. Fit for <c>result_desc</c>.</param>
public readonly record struct BodyFault(string Code, string Description);
